/** What a diagnosis may look at, and indexes over it. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
