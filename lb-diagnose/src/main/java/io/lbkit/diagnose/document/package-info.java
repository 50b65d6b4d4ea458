/** Diagnoses and rules as plain data and as text. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.document;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
