/**
 * From what is wanted and what exists to a plan: elementary differences, ordered steps, cause and impact. Pure.
 */
@NullMarked
@ValueStyle
package io.lbkit.reconcile.plan;

import io.lbkit.reconcile.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
