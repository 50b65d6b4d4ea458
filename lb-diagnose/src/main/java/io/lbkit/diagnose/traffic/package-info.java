/** What was seen of traffic: flows, series of measurements, who calls whom. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.traffic;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
