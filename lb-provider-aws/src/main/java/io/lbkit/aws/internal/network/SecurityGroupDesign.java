package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.schema.SubnetMapping;
import java.util.List;

/** Chooses the security groups of a load balancer and the rules that let its packets reach the targets. Pure. */
public final class SecurityGroupDesign {
    private SecurityGroupDesign() {}

    /**
     * Chooses.
     *
     * @param context the Service and the facts; gets findings
     * @param loadBalancer what is settled about the load balancer
     * @param subnets its subnets
     * @param targetGroups its target groups
     * @return the groups
     */
    public static SecurityGroups groups(
            DesignContext context,
            LoadBalancerWish loadBalancer,
            List<SubnetMapping> subnets,
            List<TargetGroupWish> targetGroups) {
        return new SecurityGroups(List.of(), List.of());
    }
}
