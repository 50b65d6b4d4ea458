package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.LoadBalancerView;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The zones in which a load balancer takes connections, and those of its targets. */
final class ZoneRules {
    private static final Set<MemberHealth.State> HEALTHY = Set.of(MemberHealth.State.HEALTHY);
    private static final Set<MemberHealth.State> OPEN = Set.of(MemberHealth.State.INITIAL, MemberHealth.State.UNKNOWN);

    private ZoneRules() {}

    static List<Rule> all() {
        return List.of(nobodyInZone(), oneZone());
    }

    private static Rule nobodyInZone() {
        return NetworkRules.rule(
                        "LB-NET-016",
                        "Zone without a healthy target",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.HEALTHY)
                .symptom("Clients that use the address of one zone time out, the others are served.")
                .predicate(
                        "The load balancer takes connections in a zone and sends none of them to other zones, and every"
                                + " healthy target is in another zone.")
                .remedy(
                        "Spread the pods over all zones of the load balancer, let it cross zones, or take the zone off it.")
                .explains("LB-NET-017")
                .check(about -> about.ports().stream()
                        .flatMap(port -> withoutTarget(about, port)
                                .filter(zones -> !zones.isEmpty())
                                .map(zones -> nobodyInZone(about, port, zones))
                                .stream())
                        .toList())
                .build();
    }

    /** Nothing while it is not known where healthy targets are, or whether there are any: then something else is wrong. */
    private static Optional<SortedSet<String>> withoutTarget(ServiceCase about, PortCase port) {
        SortedSet<String> enabled = port.loadBalancer()
                .filter(view -> staysInZone(view, port))
                .map(LoadBalancerView::zones)
                .orElseGet(TreeSet::new);
        Optional<SortedSet<String>> served =
                zones(about, port, HEALTHY).filter(zones -> !zones.isEmpty() && enabled.containsAll(zones));
        return served.flatMap(
                healthy -> zones(about, port, OPEN).filter(enabled::containsAll).map(open -> {
                    SortedSet<String> left = new TreeSet<>(enabled);
                    left.removeAll(healthy);
                    left.removeAll(open);
                    return left;
                }));
    }

    private static boolean staysInZone(LoadBalancerView view, PortCase port) {
        return view.crossesZones(port.port(), port.family())
                .filter(crosses -> !crosses)
                .isPresent();
    }

    /** The zones of the targets in some states; nothing if one of them may be anywhere. */
    private static Optional<SortedSet<String>> zones(ServiceCase about, PortCase port, Set<MemberHealth.State> states) {
        SortedSet<String> zones = new TreeSet<>();
        for (Member member : port.registered().map(MemberSet::asList).orElse(List.of())) {
            if (states.contains(port.state(member))) {
                Optional<String> zone = zone(about, port, member);
                if (zone.isEmpty()) {
                    return Optional.empty();
                }
                zones.add(zone.get());
            }
        }
        return Optional.of(zones);
    }

    private static Match nobodyInZone(ServiceCase about, PortCase port, SortedSet<String> zones) {
        String named = (zones.size() == 1 ? "zone " : "zones ") + Match.listed(zones);
        return Match.builder()
                .about(TargetRules.pool(port) + " members")
                .message("The load balancer takes connections for port " + port.label() + " in " + named
                        + " and has no healthy target there, and it does not cross zones.")
                .remedy("Spread the pods of " + about.subject() + " to " + named + " (topologySpreadConstraints over "
                        + Node.ZONE_LABEL + "), or let " + TargetRules.pool(port)
                        + " cross zones by the annotation or attribute of the provider, or take " + named
                        + " off the load balancer.")
                .fact(TargetRules.pool(port).toString(), "crosses zones", false)
                .fact(
                        "the load balancer of " + about.subject(),
                        "zones",
                        port.loadBalancer().map(LoadBalancerView::zones).orElseGet(TreeSet::new))
                .fact(
                        TargetRules.pool(port).toString(),
                        "zones of healthy targets",
                        zones(about, port, HEALTHY).orElseGet(TreeSet::new))
                .addAllPorts(TargetRules.sharing(about, port))
                .build();
    }

    private static Rule oneZone() {
        return NetworkRules.rule(
                        "LB-NET-017",
                        "Healthy targets in one zone",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.HEALTHY)
                .symptom("The outage of a zone becomes an outage of the Service.")
                .predicate("Targets are registered in several zones, and the healthy ones are all in one.")
                .remedy("Mend the targets of the other zones, or spread the pods.")
                .check(about -> about.ports().stream()
                        .filter(port -> known(about, port, members(port)).size() > 1
                                && known(about, port, port.members(MemberHealth.State.HEALTHY))
                                                .size()
                                        == 1)
                        .map(port -> oneZone(about, port))
                        .toList())
                .build();
    }

    private static Match oneZone(ServiceCase about, PortCase port) {
        return Match.builder()
                .about(TargetRules.pool(port) + " members")
                .message("Every healthy target for port " + port.label() + " is in zone "
                        + known(about, port, port.members(MemberHealth.State.HEALTHY))
                                .first() + ".")
                .remedy("Mend the targets of the other zones of " + about.subject()
                        + ", or spread its pods over zones.")
                .fact(TargetRules.pool(port).toString(), "zones", known(about, port, members(port)))
                .addAllPorts(TargetRules.sharing(about, port))
                .build();
    }

    private static List<Member> members(PortCase port) {
        return port.pool().flatMap(Resource::members).map(MemberSet::asList).orElse(List.of());
    }

    private static SortedSet<String> known(ServiceCase about, PortCase port, Collection<Member> members) {
        return members.stream()
                .flatMap(member -> zone(about, port, member).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where the cloud does not say it, a target is in the zone of its node, or of the node of its pod. */
    private static Optional<String> zone(ServiceCase about, PortCase port, Member member) {
        return member.zone()
                .or(() -> nodes(about, port, member)
                        .flatMap(node -> node.zone().stream())
                        .findFirst());
    }

    private static Stream<Node> nodes(ServiceCase about, PortCase port, Member member) {
        return port.sendsTo(BackendMode.NODE_PORT)
                ? about.index().node(member).stream()
                : about.pods().stream()
                        .filter(pod -> pod.ips().stream().anyMatch(ip -> PortCase.isAt(member, ip)))
                        .flatMap(pod -> pod.nodeName().stream())
                        .flatMap(name -> about.node(name).stream());
    }
}
