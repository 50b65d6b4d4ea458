/** The catalogue of failure modes. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
