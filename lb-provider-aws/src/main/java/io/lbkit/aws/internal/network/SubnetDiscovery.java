package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.Subnet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the subnets of a load balancer by their tags, or by their routes where no subnet is tagged: at most one for each zone.
 * Every subnet that is looked at gets a verdict.
 */
final class SubnetDiscovery {
    private static final String PUBLIC_ROLE = "kubernetes.io/role/elb";
    private static final String INTERNAL_ROLE = "kubernetes.io/role/internal-elb";
    private static final String CLUSTER_TAG = "kubernetes.io/cluster/";
    /** AWS asks for eight free addresses in a subnet of a load balancer. */
    private static final int ADDRESSES_NEEDED = 8;

    private final AwsFacts facts;
    private final String ownTag;
    private final boolean internetFacing;
    private final boolean ipv6Needed;

    SubnetDiscovery(AwsFacts facts, String cluster, LoadBalancerWish loadBalancer) {
        this.facts = facts;
        this.ownTag = CLUSTER_TAG + cluster;
        this.internetFacing = loadBalancer.isInternetFacing();
        this.ipv6Needed = loadBalancer.dualstack();
    }

    /** {@return the tag of the subnets that are looked for} */
    String role() {
        return internetFacing ? PUBLIC_ROLE : INTERNAL_ROLE;
    }

    /** {@return a verdict on every subnet of the VPC, in the order of their ids} */
    List<SubnetVerdict> verdicts() {
        boolean tagged = facts.subnets().stream().anyMatch(this::hasRole);
        List<SubnetVerdict> verdicts = new ArrayList<>();
        SortedMap<String, Subnet> best = new TreeMap<>();
        for (Subnet subnet : sorted()) {
            Optional<String> out = (tagged ? withoutRole(subnet) : wrongReach(subnet)).or(() -> unsuitable(subnet));
            verdicts.add(new SubnetVerdict(subnet, out));
            if (out.isEmpty()) {
                best.merge(subnet.availabilityZone(), subnet, this::better);
            }
        }
        return verdicts.stream().map(verdict -> amongZone(verdict, best)).toList();
    }

    private List<Subnet> sorted() {
        return facts.subnets().stream().sorted(Comparator.comparing(Subnet::id)).toList();
    }

    private SubnetVerdict amongZone(SubnetVerdict verdict, SortedMap<String, Subnet> best) {
        Subnet chosen = best.get(verdict.subnet().availabilityZone());
        if (chosen == null || !verdict.isIn() || chosen.equals(verdict.subnet())) {
            return verdict;
        }
        return SubnetVerdict.out(verdict.subnet(), "gives way to " + chosen.id() + " in the same zone");
    }

    /** The one with the tag of the cluster, else the one whose id comes first; {@code earlier} has the lower id. */
    private Subnet better(Subnet earlier, Subnet later) {
        return !earlier.tags().containsKey(ownTag) && later.tags().containsKey(ownTag) ? later : earlier;
    }

    private boolean hasRole(Subnet subnet) {
        String value = subnet.tags().get(role());
        return value != null && (value.isEmpty() || value.equals("1"));
    }

    private Optional<String> withoutRole(Subnet subnet) {
        return hasRole(subnet) ? Optional.empty() : Optional.of("has no tag " + role() + " with an empty value or 1");
    }

    private Optional<String> wrongReach(Subnet subnet) {
        if (!facts.controller().isOn(FeatureGate.SUBNET_DISCOVERY_BY_REACHABILITY)) {
            return withoutRole(subnet);
        }
        Optional<RouteTable> routes = facts.routeTableOf(subnet);
        if (routes.isEmpty()) {
            return Optional.of("has no route table that is known");
        }
        boolean isPublic =
                routes.get().routes().stream().anyMatch(route -> route.target().startsWith("igw-"));
        String about = "(" + routes.get().id() + ")";
        if (isPublic == internetFacing) {
            return Optional.empty();
        }
        return Optional.of(
                isPublic
                        ? "is public: its routes lead to the internet " + about
                        : "has no route to the internet " + about);
    }

    private Optional<String> unsuitable(Subnet subnet) {
        if (facts.controller().isOn(FeatureGate.SUBNETS_CLUSTER_TAG_CHECK) && isOfOthers(subnet)) {
            return Optional.of("is tagged for other clusters alone");
        }
        Optional<Long> few = subnet.availableIpAddressCount().filter(free -> free < ADDRESSES_NEEDED);
        if (few.isPresent()) {
            return Optional.of("has " + few.get() + " free addresses, and " + ADDRESSES_NEEDED + " are needed");
        }
        return ipv6Needed && subnet.ipv6Cidrs().isEmpty() ? Optional.of("has no IPv6 range") : Optional.empty();
    }

    private boolean isOfOthers(Subnet subnet) {
        return !subnet.tags().containsKey(ownTag)
                && subnet.tags().keySet().stream().anyMatch(key -> key.startsWith(CLUSTER_TAG));
    }
}
