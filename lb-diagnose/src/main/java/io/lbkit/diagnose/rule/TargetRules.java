package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The targets of the load balancer: who is missing, who is too many, and which port they are asked at. */
final class TargetRules {
    private TargetRules() {}

    static List<Rule> all() {
        return List.of(zoneNotEnabled(), notRegistered(), staleTarget(), wrongPort(), WaitingTargets.rule());
    }

    private static Rule zoneNotEnabled() {
        return ProviderRules.rule(
                        "LB-CLD-010",
                        "Target zone not enabled",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.HEALTHY)
                .symptom("A part of the pods or nodes gets no traffic.")
                .predicate("The load balancer reports a registered target as unused.")
                .remedy("Enable the zone of the target at the load balancer.")
                .explains("LB-CLD-022", "LB-NET-101")
                .check(about -> members(
                        about,
                        MemberHealth.State.UNUSED,
                        (port, unused) -> Match.builder()
                                .about(pool(port) + " members")
                                .message("Target " + Match.listed(names(unused)) + " is registered and unused"
                                        + reason(port, unused.get(0)) + ".")
                                .remedy("Enable zone " + unused.get(0).zone().orElse("of the target")
                                        + " at the load balancer of " + about.subject() + ".")
                                .fact(
                                        pool(port).toString(),
                                        "health[" + unused.get(0).key() + "]",
                                        "unused")
                                .addAllPorts(sharing(about, port))
                                .backends(Match.backends(ProviderRules.on(about, port).stream()
                                        .filter(TargetRules::isUnused)
                                        .toList()))
                                .build()))
                .build();
    }

    /** {@return whether the load balancer does not even check the target of a backend} */
    static boolean isUnused(Chain chain) {
        HopResult healthy = chain.at(Hop.HEALTHY);
        return healthy.state() == HopState.FAIL && healthy.evidence().contains(" " + MemberHealth.State.UNUSED.label());
    }

    private interface Says {
        Match match(PortCase port, List<Member> members);
    }

    private static List<Match> members(ServiceCase about, MemberHealth.State state, Says says) {
        return about.ports().stream()
                .filter(port -> !port.members(state).isEmpty())
                .map(port -> says.match(port, port.members(state)))
                .toList();
    }

    static ResourceId pool(PortCase port) {
        return port.pool().map(Resource::id).orElseThrow();
    }

    static List<String> names(List<Member> members) {
        return members.stream().map(member -> member.key().toString()).toList();
    }

    /** {@return the cloud's words about a member in brackets, or nothing} */
    static String reason(PortCase port, Member member) {
        return port.reason(member).isEmpty() ? "" : " (" + port.reason(member) + ")";
    }

    private static Rule notRegistered() {
        return ProviderRules.rule(
                        "LB-CLD-022",
                        "Ready backend not registered",
                        Severity.ERROR,
                        FindingKind.DISAGREEMENT,
                        Hop.REGISTERED)
                .symptom("Less capacity than there are ready pods; none at all if nobody is registered.")
                .predicate(
                        "The cluster has a backend ready, or a node eligible, and the pool of the load balancer lacks it.")
                .remedy("Reconcile the Service; find out why the controller did not.")
                .explains("LB-NET-016", "LB-NET-017")
                .check(TargetRules::notRegistered)
                .build();
    }

    private static List<Match> notRegistered(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            List<Chain> missing = ProviderRules.on(about, port).stream()
                    .filter(chain -> chain.firstDisagreement()
                            .filter(hop -> hop.hop() == Hop.REGISTERED)
                            .isPresent())
                    .filter(chain -> port.pool().isPresent() && port.wrongPort().isEmpty())
                    .toList();
            if (!missing.isEmpty()) {
                matches.add(Match.builder()
                        .about(pool(port) + " members")
                        .message("The pool for port " + port.label() + " lacks " + Match.listed(Match.backends(missing))
                                + ".")
                        .remedy("Register " + Match.listed(Match.backends(missing)) + " by reconciling "
                                + about.subject() + ".")
                        .fact(
                                pool(port).toString(),
                                "members",
                                missing.get(0).at(Hop.REGISTERED).evidence())
                        .fact(
                                missing.get(0).backend(),
                                "listed",
                                missing.get(0).at(Hop.LISTED).evidence())
                        .confidence(missing.get(0).confidence())
                        .addAllPorts(sharing(about, port))
                        .backends(Match.backends(missing))
                        .build());
            }
        }
        return matches;
    }

    private static Rule staleTarget() {
        return ProviderRules.rule(
                        "LB-CLD-023", "Stale target", Severity.WARNING, FindingKind.DISAGREEMENT, Hop.REGISTERED)
                .symptom("Some requests time out, more of them the more stale targets there are.")
                .predicate(
                        "The pool has a member that no view of the cluster accounts for, and that is not draining. A pod that waits for"
                                + " its readiness gate accounts for its target.")
                .remedy("Deregister it by reconciling the Service.")
                .check(about -> about.ports().stream()
                        .flatMap(port -> staleTarget(about, port).stream())
                        .toList())
                .build();
    }

    private static Optional<Match> staleTarget(ServiceCase about, PortCase port) {
        Map<String, Pod> pods = podsByAddress(about);
        List<Member> stale = port.stale().stream()
                .filter(member -> pod(pods, member).flatMap(PodRules::openGate).isEmpty())
                .toList();
        return stale.isEmpty()
                ? Optional.empty()
                : Optional.of(Match.builder()
                        .about(pool(port) + " members")
                        .message("The pool for port " + port.label() + " has " + Match.listed(names(stale))
                                + ", which no backend accounts for.")
                        .remedy("Deregister " + Match.listed(names(stale)) + " by reconciling " + about.subject() + ".")
                        .fact(pool(port).toString(), "members", Match.listed(names(stale)))
                        .addAllPorts(sharing(about, port))
                        .backends(targets(about, stale))
                        .build());
    }

    /** {@return the labels of all ports that have the pool of a port} */
    static List<String> sharing(ServiceCase about, PortCase port) {
        return about.ports().stream()
                .filter(each -> each.pool().map(Resource::id).equals(port.pool().map(Resource::id)))
                .map(PortCase::label)
                .toList();
    }

    /** {@return the backends that members stand for: a pod where it has the address of one that the Service selects} */
    static SortedSet<String> targets(ServiceCase about, List<Member> members) {
        Map<String, Pod> pods = podsByAddress(about);
        SortedSet<String> names = new TreeSet<>();
        members.forEach(member ->
                names.add(pod(pods, member).map(pod -> "pod " + pod.key()).orElseGet(() -> "target " + member.key())));
        return names;
    }

    private static Map<String, Pod> podsByAddress(ServiceCase about) {
        Map<String, Pod> pods = new HashMap<>();
        about.stayingPods().forEach(pod -> pod.ips().forEach(address -> pods.putIfAbsent(address.toString(), pod)));
        return pods;
    }

    private static Optional<Pod> pod(Map<String, Pod> byAddress, Member member) {
        return Optional.ofNullable(byAddress.get(PortCase.address(member)));
    }

    private static Rule wrongPort() {
        return ProviderRules.rule(
                        "LB-CLD-024", "Wrong target port", Severity.ERROR, FindingKind.DISAGREEMENT, Hop.REGISTERED)
                .symptom("Every target of the port fails.")
                .predicate(
                        "A target has the address of a backend and another port, or the pool sends to another port than the"
                                + " Service needs.")
                .remedy("Reconcile the Service.")
                .explains("LB-CLD-022", "LB-CLD-023", "LB-NET-101")
                .check(about -> about.ports().stream()
                        .flatMap(port -> port.wrongPort().isPresent()
                                ? Stream.of(wrongPoolPort(about, port))
                                : wrongPorts(about, port).stream())
                        .toList())
                .build();
    }

    private static Match wrongPoolPort(ServiceCase about, PortCase port) {
        String sent = "port " + port.wrongPort().orElseThrow();
        String wanted = "node port " + port.port().nodePort().orElseThrow();
        return Match.builder()
                .about(pool(port) + " port")
                .message("The pool for port " + port.label() + " sends to " + sent + " of the nodes instead of "
                        + wanted + ".")
                .remedy("Let " + pool(port) + " send to " + wanted + " by reconciling " + about.subject() + ".")
                .fact(pool(port).toString(), "port", port.wrongPort().getAsInt())
                .fact(
                        about.subject(),
                        "spec.ports[].nodePort",
                        port.port().nodePort().getAsInt())
                .addPort(port.label())
                .build();
    }

    private static Optional<Match> wrongPorts(ServiceCase about, PortCase port) {
        if (!port.sendsTo(BackendMode.POD_IP)) {
            return Optional.empty();
        }
        List<Member> wrong = port.missing().stream()
                .filter(member -> member.address()
                        .filter(address -> port.stale().stream().anyMatch(stale -> PortCase.isAt(stale, address)))
                        .isPresent())
                .toList();
        if (wrong.isEmpty()) {
            return Optional.empty();
        }
        IpAddress address = wrong.get(0).address().orElseThrow();
        List<Member> registered = port.stale().stream()
                .filter(stale -> PortCase.isAt(stale, address))
                .toList();
        SortedSet<String> concerned = targets(
                about,
                port.stale().stream()
                        .filter(stale -> wrong.stream()
                                .anyMatch(member ->
                                        PortCase.isAt(stale, member.address().orElseThrow())))
                        .toList());
        ProviderRules.on(about, port).stream()
                .filter(chain -> wrong.stream()
                        .anyMatch(member -> chain.at(Hop.LISTED).evidence().contains(" " + member.key() + " ")))
                .map(Chain::backend)
                .forEach(concerned::add);
        return Optional.of(Match.builder()
                .about(pool(port) + " members")
                .message("Targets have another port than their backends: "
                        + registered.get(0).key() + " instead of "
                        + wrong.get(0).key() + ".")
                .remedy("Register " + wrong.get(0).key() + " and deregister "
                        + registered.get(0).key() + " by reconciling " + about.subject() + ".")
                .fact(pool(port).toString(), "members", registered.get(0).key())
                .addAllPorts(sharing(about, port))
                .backends(concerned)
                .build());
    }
}
