/** How objects and files are read. Nothing here is for users. */
@NullMarked
package io.lbkit.kubernetes.internal;

import org.jspecify.annotations.NullMarked;
