package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.Pod;
import io.lbkit.reconcile.backend.BackendOptions.UnreadyPods;
import java.util.Collection;
import java.util.Optional;

/** Which endpoints of one port are members although they are not ready, see {@link UnreadyPods}. */
final class PodGates {
    private final ClusterSnapshot cluster;
    private final UnreadyPods rule;
    private final boolean failsOpen;

    PodGates(ClusterSnapshot cluster, UnreadyPods rule, Collection<EndpointEntry> entries) {
        this.cluster = cluster;
        this.rule = rule;
        this.failsOpen = rule == UnreadyPods.CONTAINERS_READY_FAIL_OPEN
                && entries.stream().noneMatch(entry -> isServing(entry) || isOnNode(entry, ConditionStatus.TRUE));
    }

    boolean admit(EndpointEntry entry) {
        return rule != UnreadyPods.NONE
                && (isOnNode(entry, ConditionStatus.TRUE) || (failsOpen && isOnNode(entry, ConditionStatus.UNKNOWN)));
    }

    private static boolean isServing(EndpointEntry entry) {
        boolean drains = entry.endpoint().isTerminating() && entry.endpoint().isServing();
        return entry.endpoint().isReady() || drains;
    }

    /** Whether the pod could serve, on a node in this state. */
    private boolean isOnNode(EndpointEntry entry, ConditionStatus ready) {
        return pod(entry)
                .filter(pod -> !entry.endpoint().isTerminating()
                        && pod.deletionRequested().isEmpty())
                .filter(PodGates::areContainersReady)
                .flatMap(Pod::nodeName)
                .flatMap(cluster::node)
                .map(Node::ready)
                .filter(ready::equals)
                .isPresent();
    }

    private Optional<Pod> pod(EndpointEntry entry) {
        return entry.endpoint()
                .targetRef()
                .flatMap(ref -> ref.pod(entry.slice().key().namespace()))
                .flatMap(cluster::pod);
    }

    private static boolean areContainersReady(Pod pod) {
        Condition containers = pod.conditions().get("ContainersReady");
        return containers != null && containers.status() == ConditionStatus.TRUE;
    }
}
