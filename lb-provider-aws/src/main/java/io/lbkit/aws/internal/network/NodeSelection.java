package io.lbkit.aws.internal.network;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Taint;
import io.lbkit.reconcile.backend.NodeEligibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What the AWS Load Balancer Controller asks of a node beyond the rules of Kubernetes. Equal selections are one choice of
 * nodes.
 *
 * @param labels the labels that a Service asks for
 */
record NodeSelection(SortedMap<String, String> labels) implements Function<Node, Optional<String>> {
    private static final String COMPUTE_TYPE = "eks.amazonaws.com/compute-type";
    private static final Taint DISRUPTED = new Taint("karpenter.sh/disrupted", "", "NoSchedule");
    private static final List<String> EXCLUDING = List.of(
            "node-role.kubernetes.io/master",
            NodeEligibility.EXCLUSION_LABEL,
            "alpha.service-controller.kubernetes.io/exclude-balancer");

    @Override
    public Optional<String> apply(Node node) {
        return why(node).map(reason -> "Node/" + node.name() + " " + reason);
    }

    private Optional<String> why(Node node) {
        Optional<String> excluding =
                EXCLUDING.stream().filter(node.labels()::containsKey).findFirst();
        if (excluding.isPresent()) {
            return Optional.of(label(excluding.get()) + " is there");
        } else if ("fargate".equals(node.labels().get(COMPUTE_TYPE))) {
            return Optional.of(label(COMPUTE_TYPE) + " is 'fargate', and such a node has no instance");
        } else if (node.taints().stream().anyMatch(NodeSelection::isDisruption)) {
            return Optional.of("spec.taints has " + DISRUPTED.key() + ":" + DISRUPTED.effect());
        }
        return missingLabel(node).or(() -> withoutInstance(node));
    }

    private static boolean isDisruption(Taint taint) {
        return taint.key().equals(DISRUPTED.key()) && taint.effect().equals(DISRUPTED.effect());
    }

    private Optional<String> missingLabel(Node node) {
        return labels.entrySet().stream()
                .filter(wanted -> !wanted.getValue().equals(node.labels().get(wanted.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(key -> label(key) + " is not '" + labels.get(key) + "', which the Service asks for");
    }

    private static Optional<String> withoutInstance(Node node) {
        return InstanceId.of(node).isPresent()
                ? Optional.empty()
                : Optional.of(node.providerId()
                        .map(id -> "spec.providerID '" + id
                                + "' names no instance; it ends with an id like i-0123456789abcdef0")
                        .orElse("spec.providerID is not set yet"));
    }

    private static String label(String key) {
        return "metadata.labels['" + key + "']";
    }
}
