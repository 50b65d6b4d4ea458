package io.lbkit.diagnose.policy;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the policies that isolate a pod without looking at every policy of the namespace. A namespace is sorted when it is first
 * asked for. Safe for use by many threads.
 */
final class PolicyIndex {
    private final ClusterSnapshot cluster;
    private final Map<String, Sorted> namespaces = new ConcurrentHashMap<>();

    private record Label(String name, String value) {}

    /**
     * The policies of a namespace that isolate for ingress.
     *
     * @param byLabel under one label that a pod must have to be selected
     * @param others those that ask for no label by name and value
     */
    private record Sorted(Map<Label, List<NetworkPolicy>> byLabel, List<NetworkPolicy> others) {}

    PolicyIndex(ClusterSnapshot cluster) {
        this.cluster = cluster;
    }

    /** The policies that isolate a pod for ingress, in the order of their names. */
    List<NetworkPolicy> isolating(Pod pod) {
        Sorted sorted = namespaces.computeIfAbsent(pod.key().namespace(), this::sort);
        Stream<NetworkPolicy> labelled = pod.labels().entrySet().stream()
                .map(label -> sorted.byLabel().get(new Label(label.getKey(), label.getValue())))
                .filter(policies -> policies != null)
                .flatMap(List::stream);
        return Stream.concat(labelled, sorted.others().stream())
                .filter(policy -> policy.podSelector().matches(pod.labels()))
                .sorted(Comparator.comparing(NetworkPolicy::key))
                .toList();
    }

    private Sorted sort(String namespace) {
        List<NetworkPolicy> ingress = cluster.networkPolicies(namespace).stream()
                .filter(policy -> policy.policyTypes().contains(PolicyType.INGRESS))
                .toList();
        Map<Label, Integer> uses = new HashMap<>();
        ingress.forEach(policy -> labels(policy).forEach(label -> uses.merge(label, 1, Integer::sum)));
        Sorted sorted = new Sorted(new HashMap<>(), new ArrayList<>());
        for (NetworkPolicy policy : ingress) {
            // Under its rarest label, because one that every policy asks for tells nothing.
            labels(policy)
                    .min(Comparator.comparing(uses::get))
                    .map(label -> sorted.byLabel().computeIfAbsent(label, key -> new ArrayList<>()))
                    .orElse(sorted.others())
                    .add(policy);
        }
        return sorted;
    }

    private static Stream<Label> labels(NetworkPolicy policy) {
        return policy.podSelector().matchLabels().entrySet().stream()
                .map(label -> new Label(label.getKey(), label.getValue()));
    }
}
