/** Not API: shared machinery of the engine. */
@NullMarked
package io.lbkit.reconcile.internal;

import org.jspecify.annotations.NullMarked;
