package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The zones that a load balancer has already. AWS fixes the subnet and the addresses of a zone when it is enabled: they stay as
 * they are, and a wish for others is refused with the reason, because AWS would refuse it in the middle of an update.
 */
final class EnabledZones {
    /** A prefix that AWS chooses. */
    static final String AUTO_ASSIGNED = "auto_assigned";

    private static final String REMEDY =
            "Take the zone out of the annotations, apply, and add it again; or make another load balancer.";

    private final DesignContext context;
    private final LoadBalancerWish loadBalancer;
    private final SortedMap<String, SubnetMapping> bySubnet = new TreeMap<>();
    private final boolean dualstack;

    EnabledZones(DesignContext context, LoadBalancerWish loadBalancer) {
        this.context = context;
        this.loadBalancer = loadBalancer;
        Optional<Resource> existing = loadBalancer.existing();
        existing.flatMap(found -> found.get(AwsKinds.SUBNET_MAPPINGS))
                .map(SubnetMapping::listOf)
                .orElse(List.of())
                .forEach(mapping -> bySubnet.put(mapping.subnetId(), mapping));
        this.dualstack = existing.flatMap(found -> found.get(AwsKinds.LOAD_BALANCER_IP_ADDRESS_TYPE))
                .filter("dualstack"::equals)
                .isPresent();
    }

    /** {@return the subnets that the load balancer has, sorted} */
    List<String> subnetIds() {
        return List.copyOf(bySubnet.keySet());
    }

    /** {@return the mappings with what the load balancer has where nothing else is wanted} */
    List<SubnetMapping> kept(List<SubnetMapping> wanted) {
        List<SubnetMapping> kept = new ArrayList<>();
        for (SubnetMapping wish : wanted) {
            SubnetMapping present = bySubnet.get(wish.subnetId());
            if (present == null) {
                checkSwap(wish.subnetId());
                kept.add(wish);
            } else {
                kept.add(merged(present, wish));
            }
        }
        return kept;
    }

    private SubnetMapping merged(SubnetMapping present, SubnetMapping wish) {
        checkFixed(AwsAnnotation.EIP_ALLOCATIONS, wish.subnetId(), present.allocationId(), wish.allocationId());
        checkFixed(
                AwsAnnotation.PRIVATE_IPV4_ADDRESSES,
                wish.subnetId(),
                present.privateIpv4Address(),
                wish.privateIpv4Address());
        if (dualstack) {
            checkFixed(AwsAnnotation.IPV6_ADDRESSES, wish.subnetId(), present.ipv6Address(), wish.ipv6Address());
        }
        Optional<String> ipv6 = wish.ipv6Address().or(present::ipv6Address).filter(any -> loadBalancer.dualstack());
        return new SubnetMapping(
                wish.subnetId(),
                wish.allocationId().or(present::allocationId),
                wish.privateIpv4Address().or(present::privateIpv4Address),
                ipv6,
                prefix(present, wish));
    }

    /** An assigned prefix is what {@link #AUTO_ASSIGNED} asks for. */
    private static Optional<String> prefix(SubnetMapping present, SubnetMapping wish) {
        boolean satisfied =
                wish.sourceNatIpv6Prefix().filter(AUTO_ASSIGNED::equals).isPresent()
                        && present.sourceNatIpv6Prefix().isPresent();
        return satisfied ? present.sourceNatIpv6Prefix() : wish.sourceNatIpv6Prefix();
    }

    private void checkFixed(
            AwsAnnotation annotation, String subnetId, Optional<String> present, Optional<String> wanted) {
        if (wanted.isPresent() && !wanted.equals(present)) {
            context.findings()
                    .add(
                            Codes.ADDRESS,
                            FindingKind.UNSUPPORTED_CONFIGURATION,
                            Findings.field(annotation.fullName()),
                            wanted.get(),
                            "the address in the subnet " + subnetId + " is " + present.orElse("one that AWS chose")
                                    + " and cannot change while its zone is enabled",
                            REMEDY);
        }
    }

    private void checkSwap(String subnetId) {
        Optional<String> zone = context.facts().subnet(subnetId).map(Subnet::availabilityZone);
        Optional<String> taken = bySubnet.keySet().stream()
                .filter(other -> zone.isPresent()
                        && context.facts()
                                .subnet(other)
                                .map(Subnet::availabilityZone)
                                .equals(zone))
                .findFirst();
        taken.ifPresent(other -> context.findings()
                .subnets(
                        Findings.field(AwsAnnotation.SUBNETS.fullName()),
                        subnetId,
                        "the load balancer has the subnet " + other + " in zone " + zone.orElseThrow()
                                + ", and AWS refuses another one while the zone is enabled",
                        REMEDY));
    }
}
