package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rules that admit a load balancer without a security group: clients by their ranges where targets see their addresses, else the
 * subnets of the load balancer; and its health checks, which always come from these.
 */
final class RulesByRange {
    private static final String TRAFFIC_PORT = "traffic-port";

    private final DesignContext context;
    private final LoadBalancerWish loadBalancer;
    private final List<SubnetMapping> subnets;
    private final ClientRanges clients;

    RulesByRange(
            DesignContext context, LoadBalancerWish loadBalancer, List<SubnetMapping> subnets, ClientRanges clients) {
        this.context = context;
        this.loadBalancer = loadBalancer;
        this.subnets = subnets;
        this.clients = clients;
    }

    Collection<IngressPermission> of(TargetGroupWish targetGroup, int port) {
        IpFamily family = targetGroup.family();
        List<Cidr> nodes = subnetRanges(family);
        boolean seesClients = targetGroup.hasUdp() || targetGroup.preservesClientIp();
        List<Cidr> sources = seesClients ? clientRanges(family) : nodes;
        SortedSet<IngressPermission> rules = new TreeSet<>();
        if (targetGroup.hasUdp()) {
            add(rules, "udp", port, sources);
        }
        if (targetGroup.hasTcp()) {
            add(rules, "tcp", port, sources);
        }
        int checked = targetGroup.healthCheckPort().equals(TRAFFIC_PORT)
                ? port
                : Integer.parseInt(targetGroup.healthCheckPort());
        boolean covered =
                targetGroup.hasTcp() && checked == port && CidrSet.of(sources).containsAll(CidrSet.of(nodes));
        if (!covered) {
            add(rules, "tcp", checked, nodes);
        }
        return rules;
    }

    private List<Cidr> clientRanges(IpFamily family) {
        if (clients.isGiven()) {
            return clients.of(family);
        }
        return loadBalancer.isInternetFacing()
                ? List.of(Cidr.any(family))
                : context.facts().vpc().map(Vpc::cidrs).orElse(List.of()).stream()
                        .filter(range -> range.family() == family)
                        .toList();
    }

    private List<Cidr> subnetRanges(IpFamily family) {
        List<Cidr> ranges = new ArrayList<>();
        for (SubnetMapping mapping : subnets) {
            context.facts().subnet(mapping.subnetId()).stream()
                    .flatMap(subnet -> subnet.ranges().stream())
                    .filter(range -> range.family() == family)
                    .forEach(ranges::add);
        }
        return ranges;
    }

    private static void add(SortedSet<IngressPermission> rules, String protocol, int port, List<Cidr> sources) {
        sources.forEach(
                range -> rules.add(new IngressPermission(protocol, port, port, new IngressPermission.Range(range))));
    }
}
