package io.lbkit.diagnose.policy;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PolicyType;
import java.util.Comparator;
import java.util.List;

/** Finds the policies that isolate a pod. Safe for use by many threads. */
final class PolicyIndex {
    private final SelectorIndex<NetworkPolicy> policies;

    PolicyIndex(ClusterSnapshot cluster) {
        this.policies = new SelectorIndex<>(
                namespace -> cluster.networkPolicies(namespace).stream()
                        .filter(policy -> policy.policyTypes().contains(PolicyType.INGRESS))
                        .toList(),
                NetworkPolicy::podSelector);
    }

    /** The policies that isolate a pod for ingress, in the order of their names. */
    List<NetworkPolicy> isolating(Pod pod) {
        return policies.matching(pod.key().namespace(), pod.labels())
                .sorted(Comparator.comparing(NetworkPolicy::key))
                .toList();
    }
}
