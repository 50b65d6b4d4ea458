/** Neutral load-balancer terms, shared by every cloud. */
@NullMarked
@ValueStyle
package io.lbkit.model.lb;

import io.lbkit.model.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
