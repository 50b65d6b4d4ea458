package io.lbkit.aws.internal.network;

import io.lbkit.model.resource.Resource;
import java.util.Optional;

/**
 * What is settled about a load balancer before its subnets and security groups are.
 *
 * @param name its name
 * @param scheme {@code internal} or {@code internet-facing}
 * @param dualstack whether it has IPv6 addresses too
 * @param sourceNatPrefix whether IPv6 packets get a source address of a prefix
 * @param existing the load balancer that exists and stays; nothing if a new one is made
 */
public record LoadBalancerWish(
        String name, String scheme, boolean dualstack, boolean sourceNatPrefix, Optional<Resource> existing) {
    /** {@return whether clients come from the internet} */
    public boolean isInternetFacing() {
        return scheme.equals("internet-facing");
    }
}
