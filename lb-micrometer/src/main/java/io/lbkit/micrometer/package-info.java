/** Metrics of the engine in a Micrometer registry. */
@NullMarked
package io.lbkit.micrometer;

import org.jspecify.annotations.NullMarked;
