/** The way in: the Reconciler. */
@NullMarked
@ValueStyle
package io.lbkit.reconcile;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
