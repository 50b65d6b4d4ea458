package io.lbkit.diagnose.change;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The NetworkPolicies that differ between two snapshots. A namespace is compared when it is first asked for; none differs while
 * one of the snapshots does not know all policies. Safe for use by many threads.
 */
final class PolicyChanges {
    private final ClusterSnapshot before;
    private final ClusterSnapshot after;
    private final boolean comparable;
    private final Map<String, List<PolicyChange>> namespaces = new ConcurrentHashMap<>();

    PolicyChanges(ClusterSnapshot before, ClusterSnapshot after) {
        this.before = before;
        this.after = after;
        this.comparable = knowsAll(before) && knowsAll(after);
    }

    private static boolean knowsAll(ClusterSnapshot cluster) {
        return cluster.coverage(ObjectType.NETWORK_POLICY) == Coverage.COMPLETE;
    }

    /** A policy that differs. */
    record PolicyChange(ObjectKey key, Optional<NetworkPolicy> was, Optional<NetworkPolicy> is) {
        String detail() {
            return was.isEmpty() ? "created" : is.isEmpty() ? "deleted" : "spec: changed";
        }

        boolean concerns(Pod pod) {
            return Stream.concat(was.stream(), is.stream())
                    .anyMatch(policy -> policy.podSelector().matches(pod.labels()));
        }
    }

    /** The policies of a namespace that differ, in the order of their names. */
    List<PolicyChange> in(String namespace) {
        return comparable ? namespaces.computeIfAbsent(namespace, this::compared) : List.of();
    }

    private List<PolicyChange> compared(String namespace) {
        Map<ObjectKey, NetworkPolicy> old = policies(before, namespace);
        Map<ObjectKey, NetworkPolicy> now = policies(after, namespace);
        TreeSet<ObjectKey> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        List<PolicyChange> changes = new ArrayList<>();
        for (ObjectKey key : keys) {
            Optional<NetworkPolicy> was = Optional.ofNullable(old.get(key));
            Optional<NetworkPolicy> is = Optional.ofNullable(now.get(key));
            if (!was.equals(is)) {
                changes.add(new PolicyChange(key, was, is));
            }
        }
        return List.copyOf(changes);
    }

    private static Map<ObjectKey, NetworkPolicy> policies(ClusterSnapshot cluster, String namespace) {
        return cluster.networkPolicies(namespace).stream()
                .collect(Collectors.toMap(NetworkPolicy::key, Function.identity()));
    }
}
