package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.reconcile.backend.NodeEligibility;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Nodes that cannot carry, or that carry and should not. */
final class NodeRules {
    private static final Set<String> DEPARTURE = Set.of(NodeEligibility.AUTOSCALER_TAINT, "karpenter.sh/disrupted");

    private NodeRules() {}

    static List<Rule> all() {
        return List.of(
                noCarrierHasPods(), labelHidesPods(), someCarryNothing(), imbalance(), notReadyHealthy(), departing());
    }

    private static Rule.Builder rule(String code, String title, Severity severity, FindingKind kind, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.NODE_PATH)
                .hop(hop);
    }

    private static boolean isLocal(ServiceCase about) {
        return about.service().externalTrafficPolicy() == TrafficPolicy.LOCAL
                && about.ports().stream().anyMatch(port -> port.sendsTo(BackendMode.NODE_PORT));
    }

    /** The ready backends that no node carries to. */
    private static List<Chain> uncarried(ServiceCase about) {
        return !isLocal(about)
                ? List.of()
                : ready(about).stream()
                        .filter(chain -> chain.state(Hop.CARRIER) == HopState.FAIL)
                        .toList();
    }

    private static List<Chain> ready(ServiceCase about) {
        return about.chains().stream()
                .filter(chain -> chain.state(Hop.LISTED) == HopState.PASS)
                .toList();
    }

    private static boolean isHidden(Chain chain) {
        return chain.at(Hop.CARRIER).evidence().contains(NodeEligibility.EXCLUSION_LABEL);
    }

    private static Rule noCarrierHasPods() {
        return rule(
                        "LB-NODE-001",
                        "Policy Local, and no node that carries has a pod",
                        Severity.ERROR,
                        FindingKind.NO_BACKENDS,
                        Hop.CARRIER)
                .symptom("Every target is unhealthy.")
                .predicate("externalTrafficPolicy is Local, and every ready pod is on a node that is left out.")
                .remedy("Move the pods to nodes that are eligible, or make their nodes eligible.")
                .explains("LB-CLD-022", "LB-CLD-023", "LB-NET-101", "LB-NODE-101")
                .check(about -> uncarried(about).isEmpty()
                                || uncarried(about).size() < ready(about).size()
                        ? List.of()
                        : List.of(carriesNothing(about, uncarried(about), "Every ready pod")))
                .build();
    }

    private static Match carriesNothing(ServiceCase about, List<Chain> chains, String who) {
        String detail = chains.get(0).at(Hop.CARRIER).evidence();
        return Match.builder()
                .about(detail.substring(0, detail.indexOf(' ') < 0 ? detail.length() : detail.indexOf(' ')))
                .message(who + " of the Service is on a node that gets no traffic under externalTrafficPolicy Local: "
                        + Match.listed(Match.backends(chains)) + ".")
                .remedy("Undo '" + detail + "', or move the pods of " + about.subject() + " to other nodes.")
                .fact(about.subject(), "spec.externalTrafficPolicy", "Local")
                .fact(chains.get(0).backend(), "node", detail)
                .addAllBackends(Match.backends(chains))
                .addAllBackends(staleTargets(about))
                .build();
    }

    private static SortedSet<String> staleTargets(ServiceCase about) {
        SortedSet<String> targets = new TreeSet<>();
        about.ports().forEach(port -> targets.addAll(TargetRules.targets(about, port.stale())));
        return targets;
    }

    private static Rule labelHidesPods() {
        return rule(
                        "LB-NODE-008",
                        "Exclusion label hides all pods",
                        Severity.ERROR,
                        FindingKind.NO_BACKENDS,
                        Hop.CARRIER)
                .symptom("The load balancer has no healthy target.")
                .predicate("externalTrafficPolicy is Local, and every ready pod is on a node with the label "
                        + NodeEligibility.EXCLUSION_LABEL + ".")
                .remedy("Remove the label, or move the pods.")
                .explains("LB-NODE-001")
                .check(about -> {
                    List<Chain> hidden = uncarried(about).stream()
                            .filter(NodeRules::isHidden)
                            .toList();
                    return hidden.isEmpty() || hidden.size() < ready(about).size()
                            ? List.of()
                            : List.of(carriesNothing(about, hidden, "Every ready pod"));
                })
                .build();
    }

    private static Rule someCarryNothing() {
        return rule(
                        "LB-NODE-101",
                        "Policy Local, and some pods are on nodes that carry nothing",
                        Severity.WARNING,
                        FindingKind.UNUSABLE_BACKEND,
                        Hop.CARRIER)
                .symptom("Some pods are idle.")
                .predicate("externalTrafficPolicy is Local, and a ready pod is on a node that is left out.")
                .remedy("Move the pods to nodes that are eligible, or make their nodes eligible.")
                .explains("LB-CLD-022", "LB-CLD-023", "LB-NET-101")
                .check(about -> uncarried(about).isEmpty()
                        ? List.of()
                        : List.of(carriesNothing(about, uncarried(about), "A ready pod")))
                .build();
    }

    private static Rule imbalance() {
        return rule(
                        "LB-NODE-002",
                        "Policy Local and uneven pods",
                        Severity.INFO,
                        FindingKind.RISKY_CONFIGURATION,
                        Hop.CARRIER)
                .symptom("Pods on nodes with few pods are hot.")
                .predicate(
                        "externalTrafficPolicy is Local, and one node has more than twice as many ready pods as another one that"
                                + " has some.")
                .remedy("Spread the pods with a topology spread constraint over hostnames.")
                .check(about -> {
                    SortedMap<String, Integer> counts = isLocal(about) ? readyByNode(about) : new TreeMap<>();
                    int most = counts.values().stream()
                            .mapToInt(Integer::intValue)
                            .max()
                            .orElse(0);
                    int least = counts.values().stream()
                            .mapToInt(Integer::intValue)
                            .min()
                            .orElse(0);
                    return most > 2 * least
                            ? List.of(Match.builder()
                                    .about("spec.externalTrafficPolicy")
                                    .message("Nodes have from " + least + " to " + most
                                            + " ready pods, and each node gets the same share of connections.")
                                    .remedy("Spread the pods of " + about.subject()
                                            + " evenly over nodes (topologySpreadConstraints with maxSkew 1).")
                                    .fact(about.subject(), "ready pods by node", counts)
                                    .build())
                            : List.of();
                })
                .build();
    }

    private static SortedMap<String, Integer> readyByNode(ServiceCase about) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        about.ports().get(0).endpoints().entries().stream()
                .filter(entry -> entry.endpoint().isReady())
                .flatMap(entry -> entry.endpoint().nodeName().stream())
                .forEach(node -> counts.merge(node, 1, Integer::sum));
        return counts;
    }

    private static Rule notReadyHealthy() {
        return rule(
                        "LB-NODE-003",
                        "A node that is not ready looks healthy",
                        Severity.WARNING,
                        FindingKind.DISAGREEMENT,
                        Hop.HEALTHY)
                .symptom("Some connections time out.")
                .predicate(
                        "A node is not Ready, and the load balancer finds it healthy; under policy Cluster the check sees"
                                + " kube-proxy alone.")
                .remedy("Mend the node, or remove it.")
                .explains("LB-EP-003", "LB-CLD-023")
                .check(about -> carriers(about, NodeRules::isUnready).entrySet().stream()
                        .map(found -> carrier(
                                about,
                                found,
                                "is not Ready and found healthy",
                                "status.conditions['Ready']",
                                found.getKey().ready()))
                        .toList())
                .build();
    }

    /** A node whose condition was not read may well be ready. */
    static boolean isUnready(Node node) {
        return node.conditions().containsKey("Ready") && node.ready() != ConditionStatus.TRUE;
    }

    /** The nodes of healthy targets for which something holds. */
    static Map<Node, Member> carriers(ServiceCase about, Predicate<Node> test) {
        Map<Node, Member> found = new TreeMap<>(Comparator.comparing(Node::name));
        for (PortCase port : about.ports()) {
            if (port.sendsTo(BackendMode.NODE_PORT)) {
                for (Member member : port.members(MemberHealth.State.HEALTHY)) {
                    about.index().node(member).filter(test).ifPresent(node -> found.putIfAbsent(node, member));
                }
            }
        }
        return found;
    }

    private static Match carrier(
            ServiceCase about, Map.Entry<Node, Member> found, String how, String field, Object value) {
        Node node = found.getKey();
        SortedSet<String> concerned = new TreeSet<>(podsOn(about, List.of(node)));
        concerned.add("target " + found.getValue().key());
        concerned.add("node " + found.getValue().id());
        return Match.builder()
                .about("Node/" + node.name() + " " + field)
                .message("Node/" + node.name() + " " + how + ", so it still gets connections.")
                .remedy("Mend or drain Node/" + node.name() + ", and let its target be deregistered from "
                        + about.subject() + ".")
                .fact("Node/" + node.name(), field, value)
                .fact("target " + found.getValue().key(), "health", "healthy")
                .backends(concerned)
                .build();
    }

    static List<String> podsOn(ServiceCase about, Collection<Node> nodes) {
        Set<String> names = new TreeSet<>();
        nodes.forEach(node -> names.add(node.name()));
        return about.pods().stream()
                .filter(pod -> pod.nodeName().filter(names::contains).isPresent())
                .map(pod -> "pod " + pod.key())
                .toList();
    }

    private static Rule departing() {
        return rule(
                        "LB-NODE-004",
                        "A departing node is still used",
                        Severity.WARNING,
                        FindingKind.DISAGREEMENT,
                        Hop.HEALTHY)
                .symptom("Connections are reset when nodes are scaled in.")
                .predicate(
                        "A node is being deleted, or the autoscaler has marked it, and its target is healthy and not draining.")
                .remedy("Let the controller take the node out, and give it time to drain.")
                .explains("LB-CLD-023", "LB-NODE-003")
                .check(about -> carriers(about, NodeRules::isDeparting).entrySet().stream()
                        .map(found -> carrier(
                                about, found, "is going away and found healthy", "spec.taints", reason(found.getKey())))
                        .toList())
                .build();
    }

    private static boolean isDeparting(Node node) {
        return node.deletionRequested().isPresent()
                || node.taints().stream().anyMatch(taint -> DEPARTURE.contains(taint.key()));
    }

    private static String reason(Node node) {
        return node.deletionRequested()
                .map(at -> "deletionTimestamp " + at)
                .orElseGet(() -> node.taints().stream()
                        .map(taint -> taint.key())
                        .filter(DEPARTURE::contains)
                        .findFirst()
                        .orElse(""));
    }
}
