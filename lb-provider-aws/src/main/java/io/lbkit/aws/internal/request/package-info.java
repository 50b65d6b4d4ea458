/** What a Service asks for: its annotations read, with findings for what is wrong in them. */
@NullMarked
@ValueStyle
package io.lbkit.aws.internal.request;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
