/** The way in: {@link io.lbkit.reconcile.Reconciler}. */
@NullMarked
@ValueStyle
package io.lbkit.reconcile;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
