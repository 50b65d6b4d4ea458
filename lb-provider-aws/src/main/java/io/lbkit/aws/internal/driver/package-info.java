/** The calls of AWS. */
@NullMarked
@ValueStyle
package io.lbkit.aws.internal.driver;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
