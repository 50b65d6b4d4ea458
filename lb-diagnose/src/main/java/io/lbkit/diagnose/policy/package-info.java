/** Which packets NetworkPolicies let in. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.policy;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
