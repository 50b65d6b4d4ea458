/** The way to each backend, hop by hop: what each view of a Service says, and where they first disagree. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.chain;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
