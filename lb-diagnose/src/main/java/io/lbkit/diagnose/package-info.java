/** Why requests do not reach ready backends: one verdict for each Service, with the hop that disagrees first and what mends it. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
