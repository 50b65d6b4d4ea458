package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.BackendTraffic;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whom the application itself does not let in. */
final class AccessRules {
    private static final int FORBIDDEN = 403;

    /** Fewer refusals than these say nothing about the rest. */
    private static final int ENOUGH = 5;

    /** The answers of a path that is guarded: a login, a refusal, or a redirection to either. */
    private static final Pattern GUARDED = Pattern.compile("\\b(401|403|30[1-8])\\b");

    private AccessRules() {}

    static List<Rule> all() {
        return List.of(wrongAddressSeen(), healthPathGuarded());
    }

    private static Rule.Builder rule(String code, String title, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.WARNING)
                .domain(FaultDomain.APPLICATION)
                .kind(FindingKind.BLOCKED_TRAFFIC)
                .hop(hop);
    }

    private static Rule wrongAddressSeen() {
        return rule("LB-APP-006", "The application sees nodes instead of clients", Hop.OBSERVED)
                .symptom("Everybody gets 403.")
                .predicate(
                        "At least five responses of a backend, and at least four of five, have the status 403, and all of them"
                                + " went to nodes of the cluster, which stand before the clients.")
                .remedy(
                        "Keep the addresses of clients: externalTrafficPolicy Local, client IP preservation, or PROXY protocol.")
                .check(about -> about.traffic().stream()
                        .filter(traffic -> refusesNodes(about, traffic))
                        .findFirst()
                        .map(traffic -> List.of(wrongAddressSeen(about, traffic)))
                        .orElse(List.of()))
                .build();
    }

    private static List<Flow> refusals(BackendTraffic traffic) {
        return traffic.flows().stream()
                .filter(flow -> flow.httpStatus().orElse(0) == FORBIDDEN)
                .toList();
    }

    private static boolean refusesNodes(ServiceCase about, BackendTraffic traffic) {
        List<Flow> refusals = refusals(traffic);
        long responses = traffic.flows().stream()
                .filter(flow -> flow.httpStatus().isPresent())
                .count();
        return refusals.size() >= ENOUGH
                && refusals.size() * 5L >= responses * 4
                && refusals.stream().allMatch(flow -> isNode(about, flow.client()));
    }

    private static boolean isNode(ServiceCase about, FlowPeer client) {
        return client.place() == FlowPeer.Place.NODE
                || client.address().flatMap(about.index()::nodeAt).isPresent();
    }

    private static Match wrongAddressSeen(ServiceCase about, BackendTraffic traffic) {
        Flow last = refusals(traffic).get(refusals(traffic).size() - 1);
        return Match.builder()
                .about(traffic.backend() + " port " + traffic.number())
                .message("The application answers 403 to " + last.client().label()
                        + ", which is a node and stands before the clients.")
                .remedy("Set spec.externalTrafficPolicy of " + about.subject()
                        + " to Local, or let the load balancer pass the address on (client IP preservation, PROXY protocol);"
                        + " or admit the nodes in the application.")
                .confidence(Confidence.PROBABLE)
                .fact(
                        "flow " + last.time(),
                        last.client().label() + " -> " + last.server().label(),
                        "HTTP " + FORBIDDEN)
                .fact(
                        about.subject(),
                        "spec.externalTrafficPolicy",
                        about.service().externalTrafficPolicy())
                .build();
    }

    private static Rule healthPathGuarded() {
        return rule("LB-APP-007", "The path of the health check is guarded", Hop.HEALTHY)
                .symptom("Targets are unhealthy though the application serves.")
                .predicate(
                        "A target is unhealthy, and the cloud names the status 401, 403 or a redirection as the reason, or every"
                                + " answer to a probe that was seen has such a status.")
                .remedy("Let the path of the check answer 200 without a login, or check another path.")
                .explains("LB-NET-101", "LB-SVC-004", "LB-EP-013", "LB-NODE-005")
                .check(AccessRules::healthPathGuarded)
                .build();
    }

    private static List<Match> healthPathGuarded(ServiceCase about) {
        List<Match> matches = new ArrayList<>();
        for (PortCase port : about.ports()) {
            for (Member member : port.members(MemberHealth.State.UNHEALTHY)) {
                guard(about, port, member)
                        .map(said -> guarded(about, port, member, said))
                        .ifPresent(matches::add);
            }
        }
        return matches.isEmpty() ? matches : List.of(together(matches));
    }

    /** One match for all targets; it speaks of the first one. */
    private static Match together(List<Match> matches) {
        Match.Builder all = Match.builder().from(matches.get(0));
        matches.stream()
                .skip(1)
                .forEach(more -> all.addAllBackends(more.backends()).addAllPorts(more.ports()));
        return all.build();
    }

    private static Optional<String> guard(ServiceCase about, PortCase port, Member member) {
        return Optional.of(port.reason(member))
                .filter(reason -> GUARDED.matcher(reason).find())
                .or(() -> about.index().traffic().isEmpty() ? Optional.empty() : probed(about, member));
    }

    private static Optional<String> probed(ServiceCase about, Member member) {
        List<String> answers = pods(about, member)
                .flatMap(pod -> about.index().traffic().stream().flatMap(traffic -> traffic.to(pod).stream()))
                .filter(flow -> flow.probe() && flow.httpStatus().isPresent())
                .map(flow -> "HTTP " + flow.httpStatus().getAsInt())
                .toList();
        boolean guarded = !answers.isEmpty()
                && answers.stream().allMatch(answer -> GUARDED.matcher(answer).find());
        return guarded ? Optional.of(answers.get(answers.size() - 1)) : Optional.empty();
    }

    private static Stream<Pod> pods(ServiceCase about, Member member) {
        return about.stayingPods().stream()
                .filter(pod -> pod.ips().stream()
                        .anyMatch(address ->
                                member.address().filter(address::equals).isPresent()));
    }

    private static Match guarded(ServiceCase about, PortCase port, Member member, String said) {
        SortedSet<String> backends = new TreeSet<>(TargetRules.targets(about, List.of(member)));
        backends.add("node " + member.id());
        about.index()
                .node(member)
                .ifPresent(node -> about.stayingPods().stream()
                        .filter(pod ->
                                pod.nodeName().filter(node.name()::equals).isPresent())
                        .forEach(pod -> backends.add("pod " + pod.key())));
        return Match.builder()
                .about(TargetRules.pool(port) + " members")
                .message("Target " + member.key() + " is unhealthy because the path of its check is guarded: " + said
                        + ".")
                .remedy("Let the path of the health check of " + about.subject()
                        + " answer 200 without a login, or name another path by the annotation of the provider.")
                .fact(TargetRules.pool(port).toString(), "health[" + member.key() + "]", "unhealthy " + said)
                .addPort(port.label())
                .backends(backends)
                .build();
    }
}
