/** From one Service to its AWS resources. Pure. */
@NullMarked
@ValueStyle
package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
