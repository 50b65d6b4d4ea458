package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.evidence.TrafficParties;
import io.lbkit.diagnose.traffic.Calls;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What flows show of the calls that the backends make themselves, and of how long they take. */
final class DependencyRules {
    /** Who waits for longer notices it. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private static final Set<String> POLICIES = Set.of(
            "POLICY_DENIED", "POLICY_DENY", "POLICY_DENIED_AT_LAYER_7", "POLICY_DENIED_AT_EGRESS", "AUTH_REQUIRED");

    private DependencyRules() {}

    static List<Rule> all() {
        return List.of(failing(), slow(), names(), blocked(), coupled(), saturated());
    }

    private static Rule.Builder rule(String code, String title, FaultDomain domain) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.WARNING)
                .domain(domain)
                .kind(FindingKind.DISAGREEMENT)
                .hop(Hop.OBSERVED);
    }

    private static Collection<Calls> calls(ServiceCase about) {
        return about.index().parties().map().callsOf(about.subject());
    }

    private static boolean isDns(Calls calls) {
        return calls.flows().stream().anyMatch(flow -> flow.dnsCode().isPresent());
    }

    private static boolean isBlocked(Calls calls) {
        return calls.unreached() > 0 && drops(calls).findAny().isPresent();
    }

    private static Stream<Flow> drops(Calls calls) {
        return calls.flows().stream()
                .filter(flow -> flow.verdict() == FlowVerdict.DROPPED
                        && flow.dropReason().filter(POLICIES::contains).isPresent());
    }

    private static List<Match> on(ServiceCase about, Predicate<Calls> test, Function<Calls, Match.Builder> says) {
        return calls(about).stream()
                .filter(test)
                .map(calls -> says.apply(calls).build())
                .toList();
    }

    /** What series say, where flows say nothing. */
    static List<Match> orElse(List<Match> measured, List<Match> seen) {
        return seen.isEmpty() ? measured : seen;
    }

    private static Match.Builder match(Calls calls) {
        return Match.builder().about(calls.callee());
    }

    private static Rule failing() {
        return rule("LB-DEP-001", "A dependency fails", FaultDomain.DOWNSTREAM)
                .symptom("Clients get errors although their requests reach the pods.")
                .predicate(
                        "At least five calls of the backends to one party fail, and at least four of five whose end is known; or"
                                + " a series of errors says that four of five fail.")
                .remedy("Ask the owner of the dependency; it is named.")
                .explains("LB-APP-003")
                .check(about -> orElse(
                        MeasuredMatches.failingCalls(about),
                        on(
                                about,
                                calls -> calls.mostlyFail() && !isDns(calls) && !isBlocked(calls),
                                calls -> match(calls)
                                        .message(calls.callee() + ", which the backends call, fails: " + calls.errors()
                                                + " errors and " + calls.unreached() + " calls without an answer among "
                                                + calls.flows().size() + " flows.")
                                        .remedy("See what is wrong with " + calls.callee() + "; the backends of "
                                                + about.subject() + " depend on it.")
                                        .fact(
                                                calls.caller() + " -> " + calls.callee(),
                                                "failed",
                                                calls.errors() + calls.unreached()))))
                .build();
    }

    private static Rule names() {
        return rule("LB-DEP-003", "Names cannot be resolved in the pods", FaultDomain.DOWNSTREAM)
                .symptom("Calls of the application fail before they are made.")
                .predicate(
                        "At least five DNS answers to the backends are failures or refusals, and at least four of five."
                                + " Names that do not exist are no failure.")
                .remedy("Look after the DNS of the cluster.")
                .explains("LB-DEP-001", "LB-APP-003")
                .check(about -> on(
                        about,
                        calls -> isDns(calls) && calls.mostlyFail(),
                        calls -> match(calls)
                                .message("The backends cannot resolve names: " + calls.errors() + " of "
                                        + calls.responses() + " answers of " + calls.callee() + " are failures.")
                                .remedy(
                                        "Read the log of CoreDNS (kubectl logs -n kube-system -l k8s-app=kube-dns), and ask its"
                                                + " upstream.")
                                .fact(calls.caller() + " -> " + calls.callee(), "dns failures", calls.errors())))
                .build();
    }

    private static Rule blocked() {
        return rule("LB-DEP-004", "Calls to a dependency are blocked", FaultDomain.DOWNSTREAM)
                .kind(FindingKind.BLOCKED_TRAFFIC)
                .symptom("Calls of the application time out.")
                .predicate("A policy dropped calls of the backends to one party, and none was answered.")
                .remedy("Allow the call in the NetworkPolicies of both sides.")
                .explains("LB-APP-003")
                .check(about -> on(about, DependencyRules::isBlocked, calls -> {
                    Flow drop = drops(calls).findFirst().orElseThrow();
                    return match(calls)
                            .message("Calls of the backends to " + calls.callee() + " are dropped: "
                                    + drop.dropReason().orElse("") + ".")
                            .remedy("Allow egress from " + drop.client().label() + " and ingress to "
                                    + drop.server().label() + " in the NetworkPolicies of their namespaces.")
                            .fact(
                                    "flow " + drop.time(),
                                    calls.caller() + " -> " + calls.callee(),
                                    drop.dropReason().orElse(""));
                }))
                .build();
    }

    private static Rule coupled() {
        return rule("LB-DEP-005", "Readiness hangs on a dependency", FaultDomain.DOWNSTREAM)
                .severity(Severity.ERROR)
                .kind(FindingKind.NO_BACKENDS)
                .symptom("A fault of one dependency is a total outage.")
                .predicate(
                        "Several pods run, all of them became unready within one minute, and most calls of the backends to one"
                                + " party fail or are blocked.")
                .remedy(
                        "Take the dependency out of the readiness probe: a pod that can say what it cannot do is ready.")
                .explains(
                        "LB-DEP-001",
                        "LB-DEP-003",
                        "LB-DEP-004",
                        "LB-EP-001",
                        "LB-EP-003",
                        "LB-CLD-022",
                        "LB-CLD-023",
                        "LB-NET-101",
                        "LB-NODE-001")
                .check(about -> failingCallee(about)
                        .filter(callee -> PodRules.fellTogether(about))
                        .map(callee -> Match.builder()
                                .about("pods of " + about.subject())
                                .message("All " + about.stayingPods().size()
                                        + " pods became unready together, while their calls to " + callee + " fail.")
                                .remedy("Take " + callee + " out of the readiness probe of the pods of "
                                        + about.subject() + ", and see what is wrong with it.")
                                .confidence(Confidence.PROBABLE)
                                .fact(about.subject(), "ready pods", 0)
                                .fact(about.subject() + " -> " + callee, "calls", "mostly fail")
                                .build())
                        .stream()
                        .toList())
                .build();
    }

    private static Optional<String> failingCallee(ServiceCase about) {
        return calls(about).stream()
                .filter(calls -> calls.mostlyFail() || isBlocked(calls))
                .map(Calls::callee)
                .findFirst()
                .or(() -> MeasuredMatches.failingCalls(about).stream()
                        .map(Match::about)
                        .findFirst());
    }

    private static Optional<Duration> latency(ServiceCase about) {
        return new Calls(
                        "clients",
                        about.subject(),
                        about.traffic().stream()
                                .flatMap(backend -> backend.flows().stream())
                                .toList())
                .latency()
                .filter(taken -> taken.compareTo(SLOW) >= 0);
    }

    private static String seconds(Duration latency) {
        return String.format(Locale.ROOT, "%.3f s", latency.toNanos() / 1e9);
    }

    private static String seconds(Calls calls) {
        return calls.latency().map(DependencyRules::seconds).orElse("");
    }

    private static Rule slow() {
        return rule("LB-DEP-002", "A dependency is slow", FaultDomain.DOWNSTREAM)
                .symptom("Responses take long although the pods have nothing to do.")
                .predicate(
                        "The median of the backends' responses is a second or more, and a call of theirs takes seven tenths of"
                                + " that or more. The calls of that party are followed in the same way to where the delay starts. Series of latencies count as"
                                + " well.")
                .remedy("Ask the owner of the dependency at which the delay starts; it is named.")
                .explains("LB-APP-004")
                .check(about -> orElse(
                        MeasuredMatches.slowCalls(about),
                        latency(about).stream()
                                .flatMap(taken -> slow(about, taken).stream())
                                .toList()))
                .build();
    }

    private static Optional<Match> slow(ServiceCase about, Duration taken) {
        TrafficParties parties = about.index().parties();
        List<Calls> way = parties.map().delay(about.subject(), taken);
        if (way.isEmpty()) {
            return Optional.empty();
        }
        Calls last = way.get(way.size() - 1);
        String through = way.stream().map(Calls::callee).collect(Collectors.joining(" -> "));
        Match.Builder match = match(last)
                .message("Responses take " + seconds(taken) + ", and " + last.callee() + " takes " + seconds(last)
                        + " of it (" + about.subject() + " -> " + through + ").")
                .remedy("See why " + last.callee() + " is slow: no call of its own that was seen explains it.")
                .confidence(Confidence.PROBABLE);
        way.forEach(calls -> match.fact(calls.caller() + " -> " + calls.callee(), "median latency", seconds(calls)));
        return Optional.of(match.build());
    }

    private static Rule saturated() {
        return rule("LB-APP-004", "The application is slow", FaultDomain.APPLICATION)
                .symptom("Responses take long.")
                .predicate(
                        "The median of the backends' responses is a second or more. Calls of theirs that take less than seven"
                                + " tenths of that make it probable that the delay is their own; without such calls it is possible. A series of"
                                + " latencies counts as well.")
                .remedy("Look for CPU throttling, full queues and locks in the pods; give them more, or more of them.")
                .check(about -> orElse(
                        MeasuredMatches.slow(about),
                        latency(about).stream()
                                .map(taken -> slowItself(about, taken))
                                .toList()))
                .build();
    }

    private static Match slowItself(ServiceCase about, Duration taken) {
        boolean others = calls(about).stream().anyMatch(calls -> calls.latency().isPresent());
        return Match.builder()
                .about(about.subject())
                .message("Responses take " + seconds(taken) + " in the median"
                        + (others
                                ? "; no call to a dependency that was seen explains it."
                                : "; no call of the backends was timed."))
                .remedy(
                        "See whether the pods of " + about.subject()
                                + " are throttled or queue requests (kubectl top pod, container_cpu_cfs_throttled_periods_total).")
                .confidence(others ? Confidence.PROBABLE : Confidence.POSSIBLE)
                .fact(about.subject(), "median latency", seconds(taken))
                .build();
    }
}
