package io.lbkit.aws.internal.network;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import java.util.List;

/** Chooses the subnets of a load balancer, and its addresses in them. Pure. */
public final class SubnetResolution {
    private SubnetResolution() {}

    /**
     * Chooses.
     *
     * @param context the Service and the facts; gets findings
     * @param loadBalancer what is settled about the load balancer
     * @return one mapping a zone, in the order in which they are wanted; empty, with an error finding, if there is no choice
     */
    public static List<SubnetMapping> mappings(DesignContext context, LoadBalancerWish loadBalancer) {
        if (loadBalancer.existing().isPresent()) {
            return loadBalancer
                    .existing()
                    .flatMap(known -> known.get(AwsKinds.SUBNET_MAPPINGS))
                    .map(SubnetMapping::listOf)
                    .orElse(List.of());
        }
        String role = "kubernetes.io/role/" + (loadBalancer.isInternetFacing() ? "elb" : "internal-elb");
        List<SubnetMapping> mappings = context.facts().subnets().stream()
                .filter(subnet -> subnet.tags().containsKey(role))
                .map(subnet -> SubnetMapping.of(subnet.id()))
                .toList();
        if (mappings.isEmpty()) {
            context.findings()
                    .subnets(
                            Findings.field(AwsAnnotation.SUBNETS.fullName()),
                            "",
                            "no subnet is known",
                            "Give the facts of the VPC.");
        }
        return mappings;
    }
}
