/** Diagnoses as one HTML file. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
