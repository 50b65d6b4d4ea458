package io.lbkit.aws.internal.design;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.internal.network.LoadBalancerWish;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.ResourceTags;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.OwnershipTags;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the load balancer itself. */
final class LoadBalancers {
    private static final String CAPACITY_KEY = "CapacityUnits";

    private LoadBalancers() {}

    static Resource of(
            DesignContext context, LoadBalancerWish wish, List<SubnetMapping> subnets, List<SpecValue> securityGroups) {
        Resource.Builder loadBalancer = context.ours(AwsKinds.LOAD_BALANCER, wish.name())
                .set(AwsKinds.TYPE, "network")
                .set(AwsKinds.SCHEME, wish.scheme())
                .set(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE, wish.dualstack() ? "dualstack" : "ipv4")
                .set(AwsKinds.SUBNET_MAPPINGS, SubnetMapping.toSpec(subnets))
                .set(AwsKinds.SECURITY_GROUPS, new SpecValue.Sequence(securityGroups))
                .set(AwsKinds.LOAD_BALANCER_ATTRIBUTES, new AttributeMaps(context).ofLoadBalancer(wish.existing()))
                .set(AwsKinds.TAGS, ResourceTags.ofService(context, OwnershipTags.LOAD_BALANCER, wish.existing()));
        if (wish.dualstack()) {
            loadBalancer.set(AwsKinds.ENABLE_PREFIX_FOR_IPV6_SOURCE_NAT, wish.sourceNatPrefix() ? "on" : "off");
        }
        if (!securityGroups.isEmpty()) {
            context.annotations()
                    .text(AwsAnnotation.INBOUND_RULES_ON_PRIVATE_LINK)
                    .ifPresent(text -> loadBalancer.set(AwsKinds.ENFORCE_INBOUND_RULES_ON_PRIVATE_LINK, text));
        }
        capacity(context, wish.existing()).ifPresent(units -> loadBalancer.set(AwsKinds.CAPACITY_UNITS, units));
        return loadBalancer.build();
    }

    /** {@return the capacity to reserve; 0 where LBKit once reserved some and nobody asks for it any more} */
    private static Optional<Long> capacity(DesignContext context, Optional<Resource> existing) {
        Map<String, String> written = context.annotations().map(AwsAnnotation.CAPACITY);
        if (!context.options().isOn(FeatureGate.LB_CAPACITY_RESERVATION)) {
            return Optional.empty();
        } else if (written.isEmpty()) {
            return existing.flatMap(found -> found.get(AwsKinds.APPLIED_KEYS))
                    .filter(keys -> keys.contains(AwsKinds.CAPACITY_UNITS.name()))
                    .map(keys -> 0L);
        }
        String units = written.getOrDefault(CAPACITY_KEY, "");
        if (written.size() > 1 || !units.matches("[0-9]{1,9}")) {
            context.findings()
                    .invalidAnnotation(
                            AwsAnnotation.CAPACITY.fullName(),
                            written.toString(),
                            "it is CapacityUnits=N with a whole number N, and nothing else",
                            "Write CapacityUnits=N; 0 ends the reservation.");
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(units));
    }
}
