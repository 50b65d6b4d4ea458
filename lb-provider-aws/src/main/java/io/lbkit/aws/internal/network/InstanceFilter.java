package io.lbkit.aws.internal.network;

import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Taint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which nodes are targets of type instance. Equal filters give equal answers, so that Services share them.
 *
 * @param labels the labels that a node needs
 * @param ready what its condition Ready is
 */
record InstanceFilter(SortedMap<String, String> labels, ConditionStatus ready)
        implements Function<Node, Optional<String>> {
    private static final List<String> UNWANTED_LABELS = List.of(
            "node-role.kubernetes.io/master",
            "node.kubernetes.io/exclude-from-external-load-balancers",
            "alpha.service-controller.kubernetes.io/exclude-balancer");
    private static final String COMPUTE_TYPE = "eks.amazonaws.com/compute-type";
    private static final Taint DISRUPTED = new Taint("karpenter.sh/disrupted", "", "NoSchedule");

    InstanceFilter {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    @Override
    public Optional<String> apply(Node node) {
        return unwantedLabel(node)
                .or(() -> lackingLabel(node))
                .or(() -> disrupted(node))
                .or(() -> notReady(node))
                .or(() -> withoutInstance(node))
                .map(why -> "Node/" + node.name() + " " + why);
    }

    private static Optional<String> unwantedLabel(Node node) {
        if ("fargate".equals(node.labels().get(COMPUTE_TYPE))) {
            return Optional.of("metadata.labels['" + COMPUTE_TYPE + "'] is fargate");
        }
        return UNWANTED_LABELS.stream()
                .filter(node.labels()::containsKey)
                .map(label -> "metadata.labels['" + label + "'] is there")
                .findFirst();
    }

    private Optional<String> lackingLabel(Node node) {
        return labels.entrySet().stream()
                .filter(wanted -> !wanted.getValue().equals(node.labels().get(wanted.getKey())))
                .map(wanted -> "metadata.labels['" + wanted.getKey() + "'] is not '" + wanted.getValue() + "'")
                .findFirst();
    }

    private static Optional<String> disrupted(Node node) {
        return node.taints().stream()
                .filter(taint ->
                        taint.key().equals(DISRUPTED.key()) && taint.effect().equals(DISRUPTED.effect()))
                .map(taint -> "spec.taints has " + taint.key())
                .findFirst();
    }

    private Optional<String> notReady(Node node) {
        return node.ready() == ready
                ? Optional.empty()
                : Optional.of("status.conditions['Ready'] is " + node.ready() + ", not " + ready);
    }

    private static Optional<String> withoutInstance(Node node) {
        return instanceId(node).isPresent()
                ? Optional.empty()
                : Optional.of("spec.providerID is '" + node.providerId().orElse("") + "', which names no EC2 instance");
    }

    /** {@return the instance of a node, the last part of its provider id} */
    static Optional<String> instanceId(Node node) {
        return node.providerId()
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .filter(id -> id.matches("i-[0-9a-z]+"));
    }

    /** {@return the labels of a map that is not sorted} */
    static InstanceFilter of(Map<String, String> labels, ConditionStatus ready) {
        return new InstanceFilter(new TreeMap<>(labels), ready);
    }
}
