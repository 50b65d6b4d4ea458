/** Which subnets, addresses, security groups and targets a load balancer gets. Pure. */
@NullMarked
@ValueStyle
package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.ValueStyle;
import org.jspecify.annotations.NullMarked;
