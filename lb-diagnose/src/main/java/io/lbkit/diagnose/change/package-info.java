/** Changes of the cluster, and which of them may have cost a load balancer healthy targets. */
@NullMarked
@ValueStyle
package io.lbkit.diagnose.change;

import io.lbkit.diagnose.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
