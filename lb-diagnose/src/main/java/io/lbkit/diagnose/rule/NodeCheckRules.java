package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.FailingTarget;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.PortCase;
import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.reconcile.backend.KubeProxy;
import io.lbkit.reconcile.backend.ProbeAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes that do not answer: the node itself is gone, or its kube-proxy is. */
final class NodeCheckRules {
    private NodeCheckRules() {}

    static List<Rule> all() {
        return List.of(nodeGone(), networkDown(), proxySilent());
    }

    private static Rule.Builder rule(String code, String title, Severity severity, Hop hop) {
        return Rule.builder()
                .code(code)
                .title(title)
                .severity(severity)
                .kind(FindingKind.UNUSABLE_BACKEND)
                .domain(FaultDomain.NODE_PATH)
                .hop(hop);
    }

    private static Rule nodeGone() {
        return rule("LB-NODE-102", "A node is not ready, and what it carries fails", Severity.WARNING, Hop.HEALTHY)
                .symptom("Less capacity.")
                .predicate("A node is not Ready, and its target is unhealthy or its pods are not ready.")
                .remedy("Mend the node, or remove it.")
                .explains("LB-NET-101", "LB-EP-003", "LB-EP-001", "LB-EP-002", "LB-CLD-023")
                .check(NodeCheckRules::nodesGone)
                .build();
    }

    private static List<Match> nodesGone(ServiceCase about) {
        Map<Node, SortedSet<String>> gone = failing(about, NodeRules::isUnready);
        Set<Node> healthy = NodeRules.carriers(about, NodeRules::isUnready).keySet();
        for (Pod pod : about.stayingPods()) {
            nodeOf(about, pod)
                    .filter(node -> !pod.isReady() && NodeRules.isUnready(node) && !healthy.contains(node))
                    .ifPresent(node -> gone.computeIfAbsent(node, key -> new TreeSet<>()));
        }
        return gone.entrySet().stream()
                .map(each -> nodeGone(about, each.getKey(), each.getValue()))
                .toList();
    }

    /** The nodes of unhealthy targets for which something holds, with the backends behind these targets. */
    private static Map<Node, SortedSet<String>> failing(ServiceCase about, Predicate<Node> test) {
        Map<Node, SortedSet<String>> found = new TreeMap<>(Comparator.comparing(Node::name));
        for (FailingTarget failing : about.failingTargets()) {
            nodesOf(about, failing)
                    .filter(test)
                    .forEach(node -> found.computeIfAbsent(node, key -> new TreeSet<>())
                            .addAll(Match.backends(failing.chains())));
        }
        return found;
    }

    /** A target is a node, or leads to pods that are on nodes. */
    private static Stream<Node> nodesOf(ServiceCase about, FailingTarget failing) {
        return failing.port().sendsTo(BackendMode.NODE_PORT)
                ? about.index().node(failing.target()).stream()
                : about.pods().stream()
                        .filter(pod -> leadsTo(failing.chains(), pod))
                        .flatMap(pod -> nodeOf(about, pod).stream());
    }

    private static boolean leadsTo(List<Chain> chains, Pod pod) {
        return chains.stream()
                .anyMatch(chain -> chain.subject() == Chain.Subject.POD
                        && chain.name().equals(pod.key().toString()));
    }

    private static Optional<Node> nodeOf(ServiceCase about, Pod pod) {
        return pod.nodeName().flatMap(about::node);
    }

    private static Match nodeGone(ServiceCase about, Node node, SortedSet<String> failing) {
        return Match.builder()
                .about("Node/" + node.name() + " status.conditions['Ready']")
                .message("Node/" + node.name() + " is not Ready, and what it carries fails.")
                .remedy("Mend Node/" + node.name() + " or remove it; the pods of " + about.subject()
                        + " on it are then made anew elsewhere.")
                .fact(
                        "Node/" + node.name(),
                        "status.conditions['Ready']",
                        node.ready().apiName())
                .addAllBackends(failing)
                .addAllBackends(NodeRules.podsOn(about, List.of(node)))
                .build();
    }

    private static Rule networkDown() {
        return rule("LB-NODE-011", "The network of a node is down", Severity.WARNING, Hop.CARRIER)
                .symptom("The pods of a node cannot be reached.")
                .predicate("A node with selected pods, or one whose target is unhealthy, has the condition"
                        + " NetworkUnavailable.")
                .remedy("Mend the network plugin of the node.")
                .explains(
                        "LB-EP-003", "LB-EP-001", "LB-EP-002", "LB-CLD-022", "LB-NET-101", "LB-SVC-004", "LB-NODE-003")
                .check(NodeCheckRules::networksDown)
                .build();
    }

    private static List<Match> networksDown(ServiceCase about) {
        Map<Node, SortedSet<String>> down = failing(about, NodeCheckRules::isCutOff);
        about.stayingPods().stream()
                .flatMap(pod -> nodeOf(about, pod).stream())
                .filter(NodeCheckRules::isCutOff)
                .forEach(node -> down.computeIfAbsent(node, key -> new TreeSet<>()));
        return down.entrySet().stream()
                .map(each -> networkDown(about, each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean isCutOff(Node node) {
        Condition condition = node.conditions().get("NetworkUnavailable");
        return condition != null && condition.status() == ConditionStatus.TRUE;
    }

    private static Match networkDown(ServiceCase about, Node node, SortedSet<String> failing) {
        return Match.builder()
                .about("Node/" + node.name() + " status.conditions['NetworkUnavailable']")
                .message("The network of Node/" + node.name() + " is not available, so its pods cannot be reached.")
                .remedy("Mend the network plugin on Node/" + node.name() + ", or drain the node.")
                .fact("Node/" + node.name(), "status.conditions['NetworkUnavailable']", "True")
                .addAllBackends(failing)
                .addAllBackends(NodeRules.podsOn(about, List.of(node)))
                .build();
    }

    private static Rule proxySilent() {
        return rule("LB-NODE-005", "kube-proxy does not answer", Severity.ERROR, Hop.HEALTHY)
                .symptom("Less capacity; none at all if it is so on every node.")
                .predicate(
                        "The health check asks kube-proxy, a node does not answer it though it is Ready and every filter"
                                + " of the cloud admits the check, and no load balancer finds the node healthy; confirmed if"
                                + " the pod of kube-proxy on it is not ready.")
                .remedy("Look at kube-proxy on the node, then at the firewall of the host.")
                .explains("LB-NET-101")
                .check(NodeCheckRules::proxiesSilent)
                .build();
    }

    private static List<Match> proxiesSilent(ServiceCase about) {
        return about.ports().stream()
                .flatMap(port -> {
                    List<FailingTarget> silent = about.failingTargets().stream()
                            .filter(failing -> failing.port().equals(port) && isSilent(about, failing))
                            .toList();
                    return silent.isEmpty() ? Stream.empty() : Stream.of(proxySilent(about, port, silent));
                })
                .toList();
    }

    private static boolean isSilent(ServiceCase about, FailingTarget failing) {
        return failing.admitted()
                && asksProxy(about, failing.port())
                && about.index()
                        .node(failing.target())
                        .filter(node -> isWell(node) && wouldPass(about, failing.port(), node))
                        .isPresent()
                && !about.index().isHealthySomewhere(failing.target().key());
    }

    /** Where the cloud is not as it should be, nobody knows who does not answer. */
    private static boolean asksProxy(ServiceCase about, PortCase port) {
        return port.sendsTo(BackendMode.NODE_PORT)
                && about.design().isPresent()
                && about.differences().isEmpty()
                && check(port)
                        .filter(check -> check.protocol() == HealthCheck.Protocol.HTTP)
                        .isPresent();
    }

    private static boolean isWell(Node node) {
        return node.ready() == ConditionStatus.TRUE && !isCutOff(node);
    }

    /** kube-proxy refuses checks on purpose while its node goes away, or has no ready pod under policy Local. */
    private static boolean wouldPass(ServiceCase about, PortCase port, Node node) {
        KubeProxy proxy = KubeProxy.of(about.cluster());
        return check(port)
                .map(check -> check.meaning() == HealthCheck.Meaning.NODE_FORWARDS
                        ? proxy.healthz(node.name())
                        : proxy.healthCheckNodePort(about.service(), port.family(), node.name()))
                .filter(ProbeAnswer::passes)
                .isPresent();
    }

    private static Optional<HealthCheck> check(PortCase port) {
        return port.wanted().flatMap(PortBackends::healthCheck);
    }

    private static Match proxySilent(ServiceCase about, PortCase port, List<FailingTarget> silent) {
        SortedSet<String> nodes = silent.stream()
                .flatMap(failing -> about.index().node(failing.target()).stream())
                .map(node -> "Node/" + node.name())
                .collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> backends = new TreeSet<>();
        silent.forEach(failing -> backends.addAll(Match.backends(failing.chains())));
        String asked = check(port)
                .map(check -> "http://" + nodes.first().substring("Node/".length()) + ":"
                        + check.port().getAsInt() + check.path().orElse(""))
                .orElse("");
        List<Pod> broken = brokenProxies(about, nodes);
        Match.Builder match = Match.builder()
                .about(nodes.first() + " kube-proxy")
                .message(Match.listed(nodes) + " " + (nodes.size() == 1 ? "is" : "are")
                        + " Ready, the filters admit the health check, and kube-proxy does not answer it.")
                .remedy("Look at the log of kube-proxy, or of what stands in for it, on " + Match.listed(nodes)
                        + ", and ask " + asked + " there; then look at the firewall of the host.")
                .fact(nodes.first(), "status.conditions['Ready']", "True")
                .fact(
                        TargetRules.pool(port).toString(),
                        "health",
                        silent.get(0).target().key() + " unhealthy"
                                + TargetRules.reason(port, silent.get(0).target()))
                .confidence(broken.size() == nodes.size() ? Confidence.CONFIRMED : Confidence.PROBABLE)
                .addAllPorts(TargetRules.sharing(about, port))
                .backends(backends);
        broken.stream()
                .limit(1)
                .forEach(pod -> match.fact("Pod/" + pod.key(), "status.conditions['Ready']", "False" + waiting(pod)));
        return match.build();
    }

    /** The pods of kube-proxy that are not ready on these nodes; where it runs as something else, there are none. */
    private static List<Pod> brokenProxies(ServiceCase about, SortedSet<String> nodes) {
        return about.cluster().pods("kube-system").stream()
                .filter(pod -> "kube-proxy".equals(pod.labels().get("k8s-app")))
                .filter(pod -> pod.nodeName()
                        .filter(name -> nodes.contains("Node/" + name))
                        .isPresent())
                .filter(pod -> pod.conditions().containsKey("Ready") && !pod.isReady())
                .toList();
    }

    private static String waiting(Pod pod) {
        return pod.containers().stream()
                .flatMap(container -> container.waitingReason().stream())
                .findFirst()
                .map(reason -> " (" + reason + ")")
                .orElse("");
    }
}
