package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Who is in the EndpointSlices, and who is not. */
final class EndpointRules {
    private EndpointRules() {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                nobodyReady(),
                tooFewReady(),
                allTerminating(),
                staleSlice(),
                singleEndpoint(),
                onePlace(),
                policyBlocks()));
        rules.addAll(PodRules.all());
        return rules;
    }

    static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.BACKEND_LIST)
                .hop(hop);
    }

    /** The entries of the first port: each backend once. */
    private static List<EndpointEntry> entries(ServiceCase about) {
        return about.ports().isEmpty()
                ? List.of()
                : about.ports().get(0).endpoints().entries();
    }

    private static List<EndpointEntry> ready(ServiceCase about) {
        return entries(about).stream()
                .filter(entry -> entry.endpoint().isReady())
                .toList();
    }

    private static boolean anyReady(ServiceCase about) {
        return about.ports().stream()
                .flatMap(port -> port.endpoints().entries().stream())
                .anyMatch(entry -> entry.endpoint().isReady());
    }

    private static Rule nobodyReady() {
        return rule("LB-EP-001", "No ready endpoint", Severity.ERROR, FindingKind.NO_BACKENDS, Hop.LISTED)
                .symptom("Connections are refused, or every target is unhealthy.")
                .predicate(
                        "There are pods or entries, no entry of any slice is ready, and they are not all terminating.")
                .remedy("See why the pods are not ready.")
                .explains("LB-EP-002", "LB-EP-020", "LB-CLD-022", "LB-CLD-023", "LB-NET-101", "LB-NODE-001")
                .check(about -> {
                    boolean somebody =
                            !about.stayingPods().isEmpty() || !entries(about).isEmpty();
                    return about.knowsSlices() && somebody && !anyReady(about) && !isAllTerminating(about)
                            ? List.of(Match.builder()
                                    .about("EndpointSlices of " + about.subject())
                                    .message("None of "
                                            + Math.max(
                                                    about.stayingPods().size(),
                                                    entries(about).size()) + " backends is ready.")
                                    .remedy("Look at the first pod: kubectl describe pod of "
                                            + about.stayingPods().stream()
                                                    .map(pod -> pod.key().toString())
                                                    .findFirst()
                                                    .orElse(about.subject())
                                            + ".")
                                    .fact(about.subject(), "ready endpoints", 0)
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Rule tooFewReady() {
        return rule("LB-EP-002", "Too few ready", Severity.WARNING, FindingKind.UNUSABLE_BACKEND, Hop.LISTED)
                .symptom("The pods that are left are overloaded.")
                .predicate("Less than half of the selected pods are ready.")
                .remedy("Finish the rollout or roll it back; see why pods are not ready.")
                .check(about -> {
                    long ready = about.stayingPods().stream()
                            .filter(pod -> pod.isReady())
                            .count();
                    int all = about.stayingPods().size();
                    return ready > 0 && ready * 2 < all
                            ? List.of(Match.builder()
                                    .about("pods of " + about.subject())
                                    .message("Only " + ready + " of " + all + " pods are ready.")
                                    .remedy("See why the other pods of " + about.subject() + " are not ready.")
                                    .fact(about.subject(), "ready pods", ready + " of " + all)
                                    .backends(about.stayingPods().stream()
                                            .filter(pod -> !pod.isReady())
                                            .map(pod -> "pod " + pod.key())
                                            .toList())
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static boolean isAllTerminating(ServiceCase about) {
        return !entries(about).isEmpty()
                && about.stayingPods().isEmpty()
                && entries(about).stream().allMatch(entry -> entry.endpoint().isTerminating());
    }

    private static Rule allTerminating() {
        return rule("LB-EP-006", "All endpoints are terminating", Severity.ERROR, FindingKind.NO_BACKENDS, Hop.LISTED)
                .symptom("An outage during a rollout.")
                .predicate("Every entry of every slice is terminating, and no other pod is selected.")
                .remedy(
                        "Let new pods come up before old ones go (maxSurge), and let old ones serve while they end (preStop).")
                .explains(
                        "LB-EP-001", "LB-CLD-022", "LB-CLD-023", "LB-NET-101", "LB-NODE-001", "LB-EP-011", "LB-SVC-002")
                .check(about -> about.knowsSlices() && isAllTerminating(about)
                        ? List.of(Match.builder()
                                .about("EndpointSlices of " + about.subject())
                                .message("All " + entries(about).size() + " endpoints are terminating.")
                                .remedy("Set maxUnavailable 0 and maxSurge 1 in " + about.maker() + ".")
                                .fact(entries(about).get(0).where(), "conditions.terminating", true)
                                .build())
                        : List.of())
                .build();
    }

    private static Rule staleSlice() {
        return rule("LB-EP-007", "Slice is stale", Severity.WARNING, FindingKind.DISAGREEMENT, Hop.LISTED)
                .symptom("Connections go to the wrong pod or to nobody; or a ready pod gets none.")
                .predicate(
                        "An entry names a pod that does not exist, does not carry the labels, or has another address; or a ready"
                                + " pod is in no slice, or in one that calls it unready.")
                .remedy("Look at the endpoint slice controller: its log and its rights.")
                .explains("LB-CLD-022", "LB-CLD-023", "LB-NET-101", "LB-EP-001", "LB-NODE-001")
                .check(EndpointRules::staleSlice)
                .build();
    }

    private static List<Match> staleSlice(ServiceCase about) {
        Set<String> ready = new TreeSet<>();
        about.stayingPods().stream().filter(pod -> pod.isReady()).forEach(pod -> ready.add("pod " + pod.key()));
        List<Chain> wrong = about.chains().stream()
                .filter(chain -> chain.subject() == Chain.Subject.POD)
                .filter(chain -> (chain.state(Hop.SELECTED) == HopState.FAIL
                                && chain.at(Hop.SELECTED).evidence().contains("EndpointSlice/"))
                        || (chain.state(Hop.SELECTED) == HopState.FAIL && chain.state(Hop.LISTED) == HopState.PASS)
                        || (chain.state(Hop.SELECTED) == HopState.PASS
                                && chain.state(Hop.LISTED) == HopState.FAIL
                                && ready.contains(chain.backend())))
                .toList();
        return wrong.isEmpty()
                ? List.of()
                : List.of(Match.builder()
                        .about("EndpointSlices of " + about.subject())
                        .message("The slices do not show the pods as they are: " + Match.listed(Match.backends(wrong))
                                + ".")
                        .remedy(
                                "Restart or mend the endpoint slice controller (kube-controller-manager), which writes the slices"
                                        + " of " + about.subject() + ".")
                        .fact(
                                wrong.get(0).backend(),
                                "selected",
                                wrong.get(0).at(Hop.SELECTED).evidence())
                        .fact(
                                wrong.get(0).backend(),
                                "listed",
                                wrong.get(0).at(Hop.LISTED).evidence())
                        .backends(Match.backends(wrong))
                        .build());
    }

    private static Rule singleEndpoint() {
        return rule("LB-EP-011", "Single ready endpoint", Severity.INFO, FindingKind.RISKY_CONFIGURATION, Hop.LISTED)
                .symptom("Every restart of the pod is an outage.")
                .predicate("One entry is ready, and no other pod is selected.")
                .remedy("Run at least two replicas.")
                .explains("LB-NET-017")
                .check(about -> about.knowsSlices()
                                && ready(about).size() == 1
                                && about.stayingPods().size() <= 1
                        ? List.of(Match.builder()
                                .about("EndpointSlices of " + about.subject())
                                .message("One endpoint is all there is: "
                                        + ready(about).get(0).label() + ".")
                                .remedy("Set spec.replicas of " + about.maker() + " to 2 or more.")
                                .fact(ready(about).get(0).where(), "ready endpoints", 1)
                                .build())
                        : List.of())
                .build();
    }

    private static Rule onePlace() {
        return rule(
                        "LB-EP-012",
                        "All endpoints in one place",
                        Severity.INFO,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.LISTED)
                .symptom("The loss of one node or zone is an outage.")
                .predicate(
                        "Several entries are ready, all of them on one node, or in one zone though nodes are in several.")
                .remedy("Spread the pods with a topology spread constraint.")
                .explains("LB-NET-017")
                .check(about -> {
                    List<EndpointEntry> ready = ready(about);
                    Optional<String> node =
                            only(ready, entry -> entry.endpoint().nodeName());
                    Optional<String> zone = only(
                            ready,
                            entry -> entry.endpoint()
                                    .nodeName()
                                    .flatMap(about::node)
                                    .flatMap(Node::zone));
                    boolean onNode = node.isPresent() && about.cluster().nodes().size() > 1;
                    boolean inZone = zone.isPresent()
                            && ready.size() > 1
                            && about.index().hasZones();
                    String place = onNode ? "node " + node.get() : "zone " + zone.orElse("");
                    return ready.size() > 1 && (onNode || inZone)
                            ? List.of(Match.builder()
                                    .about("EndpointSlices of " + about.subject())
                                    .message("All " + ready.size() + " ready endpoints are in " + place + ".")
                                    .remedy("Add topologySpreadConstraints to " + about.maker() + ".")
                                    .fact(about.subject(), "ready endpoints", ready.size() + " in " + place)
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static Optional<String> only(List<EndpointEntry> entries, Function<EndpointEntry, Optional<String>> place) {
        Set<String> places = new TreeSet<>();
        for (EndpointEntry entry : entries) {
            Optional<String> found = place.apply(entry);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            places.add(found.get());
        }
        return places.size() == 1 ? places.stream().filter(Objects::nonNull).findFirst() : Optional.empty();
    }

    private static Rule policyBlocks() {
        return rule(
                        "LB-EP-018",
                        "A policy blocks the way from the load balancer",
                        Severity.ERROR,
                        FindingKind.BLOCKED_TRAFFIC,
                        Hop.ALLOWED)
                .symptom("Targets fail or clients time out; the network plugin counts denied packets.")
                .predicate(
                        "A NetworkPolicy isolates the pod, and no rule admits what comes from the load balancer: the nodes under"
                                + " policy Cluster in instance mode, the clients under policy Local.")
                .remedy("Add an ingress rule that admits that source to the port of the pods.")
                .explains("LB-NET-101", "LB-SVC-004", "LB-TRF-001")
                .check(about -> {
                    List<Chain> blocked = about.chains().stream()
                            .filter(chain -> chain.state(Hop.ALLOWED) == HopState.FAIL
                                    && chain.at(Hop.ALLOWED).evidence().contains("NetworkPolicies of Pod/"))
                            .toList();
                    return blocked.isEmpty()
                            ? List.of()
                            : List.of(Match.builder()
                                    .about("NetworkPolicies of namespace "
                                            + about.service().key().namespace())
                                    .message("Nothing admits the traffic of the Service to "
                                            + Match.listed(Match.backends(blocked)) + ".")
                                    .remedy("Add an ingress rule for port "
                                            + about.service().ports().get(0).targetPort()
                                            + " to a NetworkPolicy that selects "
                                            + about.service().selector()
                                            + ", with the nodes or the clients as ipBlock.")
                                    .fact(
                                            blocked.get(0).backend(),
                                            "policies",
                                            blocked.get(0).at(Hop.ALLOWED).evidence())
                                    .backends(Match.backends(blocked))
                                    .build());
                })
                .build();
    }
}
