/**
 * Carrying a plan out through a provider, and saying exactly what was done.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.execute;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
