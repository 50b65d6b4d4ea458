/** Text into trees: documents are told apart first, so that a broken one costs only itself, and read event by event. */
@NullMarked
package io.lbkit.kubernetes.internal.yaml;

import org.jspecify.annotations.NullMarked;
