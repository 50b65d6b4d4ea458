package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.BackendTraffic;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.traffic.Calls;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What flows show of the way to the backends and of what happens there. */
final class TrafficRules {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TrafficRules() {}

    static List<Rule> all() {
        return List.of(dropped(), neverArrives(), silent(), refuses(), errors());
    }

    private static Rule.Builder rule(String code, String title, FaultDomain domain, FindingKind kind) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(Severity.WARNING)
                .domain(domain)
                .kind(kind)
                .hop(Hop.OBSERVED);
    }

    /** One match for all backends of which a test holds; it speaks of the first one. */
    private static List<Match> on(
            ServiceCase about, Predicate<BackendTraffic> test, BiFunction<BackendTraffic, String, Match.Builder> says) {
        List<BackendTraffic> all = about.traffic().stream().filter(test).toList();
        Set<String> names = all.stream().map(BackendTraffic::backend).collect(Collectors.toCollection(TreeSet::new));
        return all.isEmpty()
                ? List.of()
                : List.of(says.apply(all.get(0), Match.listed(names))
                        .backends(names)
                        .build());
    }

    private static Match.Builder fact(Match.Builder match, Flow flow) {
        return match.fact(
                "flow " + flow.time(),
                flow.client().label() + " -> " + flow.server().label(),
                flow.verdict().label()
                        + flow.dropReason().map(reason -> " " + reason).orElse("")
                        + (flow.httpStatus().isPresent()
                                ? " HTTP " + flow.httpStatus().getAsInt()
                                : ""));
    }

    private static Flow last(BackendTraffic traffic, Predicate<Flow> test) {
        return traffic.flows().stream()
                .filter(test)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static Flow last(BackendTraffic traffic, FlowVerdict verdict) {
        return last(traffic, flow -> flow.verdict() == verdict);
    }

    private static Rule dropped() {
        return rule(
                        "LB-TRF-001",
                        "Requests are dropped on the way",
                        FaultDomain.NETWORK_PATH,
                        FindingKind.BLOCKED_TRAFFIC)
                .symptom("Clients time out.")
                .predicate(
                        "Flows to a backend were dropped, and none was seen to arrive. What a policy or the source ranges refuse"
                                + " counts only for a client that should be served.")
                .remedy("Mend what the reason of the drop names.")
                .check(about -> on(about, BackendTraffic::isDropped, (traffic, names) -> {
                    Flow drop = traffic.drops().get(traffic.drops().size() - 1);
                    String reason = drop.dropReason().orElse("no reason is given");
                    return fact(
                            Match.builder()
                                    .about(traffic.backend() + " port " + traffic.number())
                                    .message("Requests to " + names + " were dropped before they arrived: " + reason
                                            + ".")
                                    .remedy(remedyOf(reason, drop)),
                            drop);
                }))
                .build();
    }

    private static String remedyOf(String reason, Flow drop) {
        String client = drop.client().label();
        String at = drop.node().map(node -> " on Node/" + node).orElse("");
        return switch (reason) {
            case "POLICY_DENIED", "POLICY_DENY", "POLICY_DENIED_AT_LAYER_7", "AUTH_REQUIRED" ->
                "Let " + client + " in by the NetworkPolicy that isolates "
                        + drop.server().label() + ".";
            case "POLICY_DENIED_AT_EGRESS" ->
                "Let " + client + " reach " + drop.server().label() + " by the NetworkPolicy that isolates its egress.";
            case "DENIED_BY_LB_SRC_RANGE_CHECK" -> "Add " + client + " to spec.loadBalancerSourceRanges.";
            case "SERVICE_BACKEND_NOT_FOUND" ->
                "Compare the EndpointSlices with the backends that the agent knows" + at + " (cilium service list).";
            case "CT_MAP_INSERTION_FAILED" -> "Enlarge the table of connections" + at + " (bpf-ct-global-tcp-max).";
            case "STALE_OR_UNROUTABLE_IP" ->
                "Look for a slice or target that still has the address of a pod that is gone.";
            case "FIB_LOOKUP_FAILED" -> "Mend the routes" + at + ".";
            default -> "Look up the reason " + reason + at + " (cilium monitor --type drop).";
        };
    }

    private static Rule neverArrives() {
        return rule(
                        "LB-TRF-002",
                        "Requests are sent and never arrive",
                        FaultDomain.NETWORK_PATH,
                        FindingKind.BLOCKED_TRAFFIC)
                .symptom("Clients time out; the application sees nothing.")
                .predicate(
                        "A request to the address of the Service was seen, no backend was reached, and the source says that it"
                                + " saw every flow from then until thirty seconds later.")
                .remedy("Look for what drops packets between the address of the Service and the nodes.")
                .check(TrafficRules::neverArrives)
                .build();
    }

    private static List<Match> neverArrives(ServiceCase about) {
        Optional<TrafficIndex> traffic = about.index().traffic();
        List<BackendTraffic> backends = about.traffic();
        if (traffic.isEmpty() || backends.isEmpty()) {
            return List.of();
        }
        Optional<Flow> lost = traffic.get().to(about.service()).stream()
                .filter(flow -> flow.verdict() == FlowVerdict.FORWARDED && !flow.probe())
                .filter(flow -> isAtPort(about, flow))
                .filter(flow -> {
                    Window after = new Window(flow.time(), flow.time().plus(PATIENCE));
                    return traffic.get().evidence().sawAllOf(after) && nobodyAsked(backends, after);
                })
                .findFirst();
        return lost.stream()
                .map(flow -> fact(
                                Match.builder()
                                        .about(about.subject())
                                        .message(
                                                "A request to the Service was sent, and no backend saw one in the thirty seconds"
                                                        + " after it.")
                                        .remedy("Follow a packet from "
                                                + flow.client().label()
                                                + " to the nodes (hubble observe --verdict DROPPED, tcpdump): no flow shows where"
                                                + " it ends."),
                                flow)
                        .build())
                .toList();
    }

    private static boolean isAtPort(ServiceCase about, Flow flow) {
        return about.service().ports().stream()
                .anyMatch(each -> flow.server().port().equals(OptionalInt.of(each.port()))
                        && flow.protocol().map(each.protocol()::equals).orElse(true));
    }

    private static boolean nobodyAsked(List<BackendTraffic> backends, Window span) {
        return backends.stream()
                .flatMap(backend -> backend.flows().stream())
                .noneMatch(flow -> span.contains(flow.time()));
    }

    private static Rule silent() {
        return rule(
                        "LB-TRF-003",
                        "Requests arrive and no answer is seen",
                        FaultDomain.APPLICATION,
                        FindingKind.DISAGREEMENT)
                .symptom("Clients time out although their requests reach the pods.")
                .predicate(
                        "Flows were delivered to a backend and neither an answer nor a reset was seen. Certain only if the source"
                                + " says that it saw every flow of the next thirty seconds, else possible.")
                .remedy("Look for threads that hang in the application, and for what stops its replies.")
                .check(about -> on(about, BackendTraffic::isSilent, (traffic, names) -> {
                    boolean certain =
                            traffic.lacksAnswer(about.index().traffic().orElseThrow());
                    return fact(
                            Match.builder()
                                    .about(traffic.backend() + " port " + traffic.number())
                                    .message("Requests reached " + names + " and no answer was seen.")
                                    .remedy("See whether the application in " + traffic.backend()
                                            + " takes connections (queue of port " + traffic.number()
                                            + ", thread dump), and whether its replies have a route back.")
                                    .confidence(certain ? Confidence.CONFIRMED : Confidence.POSSIBLE),
                            last(traffic, FlowVerdict.DELIVERED));
                }))
                .build();
    }

    private static Rule refuses() {
        return rule(
                        "LB-APP-002",
                        "The application refuses connections",
                        FaultDomain.APPLICATION,
                        FindingKind.UNUSABLE_BACKEND)
                .symptom("Connections are reset.")
                .predicate("Every answer of a backend that was seen is a reset.")
                .remedy(
                        "Make the application listen on the target port, on all addresses, with a queue that is long enough.")
                .explains("LB-NET-101")
                .check(about -> on(
                        about,
                        BackendTraffic::isRefused,
                        (traffic, names) -> fact(
                                Match.builder()
                                        .about(traffic.backend() + " port " + traffic.number())
                                        .message("Requests reached " + names + " and were refused with a reset.")
                                        .remedy("See what listens at port " + traffic.number() + " in "
                                                + traffic.backend()
                                                + " (ss -ltn): nothing, only 127.0.0.1, or a queue that is full."),
                                last(traffic, FlowVerdict.RESET))))
                .build();
    }

    private static Rule errors() {
        return rule(
                        "LB-APP-003",
                        "The application answers with errors",
                        FaultDomain.APPLICATION,
                        FindingKind.DISAGREEMENT)
                .symptom("Clients get 5xx.")
                .predicate(
                        "At least five responses of a backend, and at least one of fifty, have a status of 500 or above; or a"
                                + " series of errors says so.")
                .remedy("Read the log of the application: the way to it is well.")
                .check(about -> DependencyRules.orElse(
                        MeasuredMatches.errors(about),
                        on(about, traffic -> fails(traffic.calls()), (traffic, names) -> {
                            Calls calls = traffic.calls();
                            return fact(
                                    Match.builder()
                                            .about(traffic.backend() + " port " + traffic.number())
                                            .message("Requests reach " + names + " and fail there: " + calls.errors()
                                                    + " of " + calls.responses() + " responses of " + traffic.backend()
                                                    + " are errors.")
                                            .remedy("Read the log of " + traffic.backend()
                                                    + " about the time of these errors."),
                                    last(traffic, Flow::isServerError));
                        })))
                .build();
    }

    private static boolean fails(Calls calls) {
        return calls.errors() >= Calls.ENOUGH && calls.errors() * 50 >= calls.responses();
    }
}
