package io.lbkit.diagnose.policy;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.net.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what NetworkPolicies let into a pod. Policies add up: a pod that no policy selects for ingress takes everything; once
 * one selects it, only what some rule of some of them admits gets in. The snapshot holds no namespaces, so of a namespace
 * whose labels were not given only the name is known, as the label {@code kubernetes.io/metadata.name}. Pure; safe for use by
 * many threads.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network Policies</a>
 */
public final class PolicyEvaluator {
    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    private final PolicyIndex index;
    private final SortedMap<String, Map<String, String>> namespaces;
    private final Coverage coverage;

    private PolicyEvaluator(ClusterSnapshot cluster, SortedMap<String, Map<String, String>> namespaces) {
        this.index = new PolicyIndex(cluster);
        this.namespaces = namespaces;
        this.coverage = cluster.coverage(ObjectType.NETWORK_POLICY);
    }

    /**
     * An evaluator of the policies of a cluster.
     *
     * @param cluster the cluster
     * @param namespaceLabels the labels of namespaces by their names, as far as they are known
     * @return the evaluator
     */
    public static PolicyEvaluator of(ClusterSnapshot cluster, Map<String, Map<String, String>> namespaceLabels) {
        return new PolicyEvaluator(cluster, new TreeMap<>(namespaceLabels));
    }

    /**
     * Whether packets get into a pod. Whether the network plugin enforces policies at all is not known here.
     *
     * @param pod the pod
     * @param source where they come from
     * @param port the port of the pod, 1 to 65535
     * @param protocol the protocol
     * @return the decision
     */
    public Decision ingress(Pod pod, Source source, int port, Protocol protocol) {
        List<NetworkPolicy> isolating = isolating(pod);
        if (isolating.isEmpty()) {
            return unisolated();
        }
        Map<ObjectKey, Truth> answers = new HashMap<>();
        for (NetworkPolicy policy : isolating) {
            Packet packet = new Packet(pod, source, port, protocol, policy.key().namespace());
            answers.put(policy.key(), Truth.any(policy.ingress().stream(), rule -> admits(rule, packet)));
        }
        return decision(
                isolating.stream().map(NetworkPolicy::key).toList(),
                answers,
                "the labels of a namespace are not known");
    }

    /**
     * Whether packets get into a pod from an address that is no pod's and that is not known: the answer is unknown unless every
     * such address has the same one.
     *
     * @param pod the pod
     * @param port the port of the pod, 1 to 65535
     * @param protocol the protocol
     * @return the decision
     */
    public Decision fromOutside(Pod pod, int port, Protocol protocol) {
        List<NetworkPolicy> isolating = isolating(pod);
        if (isolating.isEmpty()) {
            return unisolated();
        }
        Map<ObjectKey, Truth> answers = new HashMap<>();
        for (NetworkPolicy policy : isolating) {
            answers.put(
                    policy.key(),
                    Truth.any(policy.ingress().stream(), rule -> admitsOutside(rule, pod, port, protocol)));
        }
        return decision(isolating.stream().map(NetworkPolicy::key).toList(), answers, "it depends on the source");
    }

    private static Truth admitsOutside(PolicyRule rule, Pod pod, int port, Protocol protocol) {
        boolean covered =
                rule.ports().isEmpty() || rule.ports().stream().anyMatch(each -> covers(each, pod, port, protocol));
        if (!covered) {
            return Truth.FALSE;
        }
        // A rule that is limited to ranges may admit some addresses; selectors of pods admit none from outside.
        return rule.peers().isEmpty()
                ? Truth.TRUE
                : Truth.any(rule.peers().stream(), peer -> peer.ipBlock().isPresent() ? Truth.UNKNOWN : Truth.FALSE);
    }

    private Decision unisolated() {
        return coverage == Coverage.COMPLETE
                ? new Decision(Decision.Outcome.ALLOW, List.of(), "no NetworkPolicy selects the pod")
                : new Decision(Decision.Outcome.UNKNOWN, List.of(), "the NetworkPolicies are not all known");
    }

    /**
     * {@return the policies that isolate a pod for ingress, as far as they are known}
     *
     * @param pod the pod
     */
    public List<NetworkPolicy> isolating(Pod pod) {
        return index.isolating(pod);
    }

    private Decision decision(List<ObjectKey> isolating, Map<ObjectKey, Truth> answers, String open) {
        List<ObjectKey> admitting =
                isolating.stream().filter(key -> answers.get(key) == Truth.TRUE).toList();
        if (!admitting.isEmpty()) {
            return new Decision(Decision.Outcome.ALLOW, admitting, "a rule admits it");
        }
        if (answers.containsValue(Truth.UNKNOWN)) {
            return new Decision(Decision.Outcome.UNKNOWN, isolating, open);
        }
        return coverage == Coverage.COMPLETE
                ? new Decision(Decision.Outcome.DENY, isolating, "no rule admits it")
                : new Decision(
                        Decision.Outcome.DENIED_SO_FAR,
                        isolating,
                        "no rule admits it, and the NetworkPolicies are not all known");
    }

    private record Packet(Pod pod, Source source, int port, Protocol protocol, String policyNamespace) {}

    private Truth admits(PolicyRule rule, Packet packet) {
        boolean port = rule.ports().isEmpty()
                || rule.ports().stream().anyMatch(each -> covers(each, packet.pod(), packet.port(), packet.protocol()));
        if (!port) {
            return Truth.FALSE;
        }
        return rule.peers().isEmpty() ? Truth.TRUE : Truth.any(rule.peers().stream(), peer -> selects(peer, packet));
    }

    private static boolean covers(PolicyPort rule, Pod pod, int port, Protocol protocol) {
        if (rule.protocol() != protocol) {
            return false;
        }
        return rule.port()
                .map(wanted -> wanted.isNamed()
                        ? pod.containers().stream()
                                .flatMap(container -> container.ports().stream())
                                .anyMatch(declared -> declared.name().equals(wanted.name())
                                        && declared.protocol() == protocol
                                        && declared.port() == port)
                        : wanted.number() <= port && port <= rule.endPort().orElse(wanted.number()))
                .orElse(true);
    }

    private Truth selects(PolicyPeer peer, Packet packet) {
        if (peer.ipBlock().isPresent()) {
            return Truth.of(peer.ipBlock().get().contains(packet.source().address()));
        }
        return packet.source()
                .pod()
                .map(from -> namespace(peer, from, packet)
                        .and(Truth.of(peer.podSelector()
                                .map(selector -> selector.matches(from.labels()))
                                .orElse(true))))
                .orElse(Truth.FALSE);
    }

    private Truth namespace(PolicyPeer peer, Source.PodLabels from, Packet packet) {
        return peer.namespaceSelector()
                .map(selector -> matches(selector, from.namespace()))
                .orElseGet(() -> Truth.of(from.namespace().equals(packet.policyNamespace())));
    }

    private Truth matches(LabelSelector selector, String namespace) {
        Map<String, String> labels = namespaces.get(namespace);
        if (labels != null) {
            Map<String, String> all = new TreeMap<>(labels);
            all.put(NAME_LABEL, namespace);
            return Truth.of(selector.matches(all));
        }
        Map<String, String> name = Map.of(NAME_LABEL, namespace);
        Truth byLabels = Truth.all(
                selector.matchLabels().entrySet().stream(),
                wanted -> wanted.getKey().equals(NAME_LABEL)
                        ? Truth.of(wanted.getValue().equals(namespace))
                        : Truth.UNKNOWN);
        return byLabels.and(Truth.all(
                selector.matchExpressions().stream(),
                expression -> expression.key().equals(NAME_LABEL)
                        ? Truth.of(LabelSelector.builder()
                                .addMatchExpression(expression)
                                .build()
                                .matches(name))
                        : Truth.UNKNOWN));
    }
}
