package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.evidence.WorkloadIndex;
import io.lbkit.diagnose.policy.SelectorIndex;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What managed fields alone tell of changes for Services, for want of an earlier snapshot. They tell less than two snapshots: a
 * manager has but one time, that of its last write, so that all of its fields are named, and what stood there before is not known.
 * Safe for use by many threads.
 */
public final class WrittenChanges {
    private static final Map<String, ChangeKind> OF_SERVICE = Map.of(
            "spec.selector", ChangeKind.SELECTOR,
            "spec.ports", ChangeKind.PORT,
            "spec.externalTrafficPolicy", ChangeKind.HEALTH_CHECK,
            "spec.healthCheckNodePort", ChangeKind.HEALTH_CHECK,
            "metadata.annotations", ChangeKind.HEALTH_CHECK,
            "spec.type", ChangeKind.CLASS,
            "spec.loadBalancerClass", ChangeKind.CLASS,
            "spec.loadBalancerSourceRanges", ChangeKind.FILTER);
    private static final Map<String, ChangeKind> OF_WORKLOAD =
            Map.of("spec.template", ChangeKind.ROLLOUT, "spec.replicas", ChangeKind.SCALE);
    private static final Map<String, ChangeKind> OF_SLICE = Map.of("endpoints", ChangeKind.SELECTOR);
    private static final Map<String, ChangeKind> OF_POLICY = Map.of(
            "spec.podSelector", ChangeKind.FILTER,
            "spec.policyTypes", ChangeKind.FILTER,
            "spec.ingress", ChangeKind.FILTER);

    private final ClusterSnapshot cluster;
    private final PodIndex pods;
    private final FieldHistory history;
    private final WorkloadIndex workloads;
    private final SelectorIndex<NetworkPolicy> policies;

    private WrittenChanges(PodIndex pods, FieldHistory history) {
        this.cluster = pods.cluster();
        this.pods = pods;
        this.history = history;
        this.workloads = WorkloadIndex.of(cluster);
        this.policies = new SelectorIndex<>(cluster::networkPolicies, NetworkPolicy::podSelector);
    }

    /**
     * The changes that managed fields tell of.
     *
     * @param pods the pods of the cluster
     * @param history who wrote its objects
     * @return the changes of all Services
     */
    public static WrittenChanges of(PodIndex pods, FieldHistory history) {
        return new WrittenChanges(pods, history);
    }

    /**
     * The changes of a Service itself, of its slices if it has no selector, of the workloads whose new pods it selects, and of the
     * policies for its pods.
     *
     * @param service the Service
     * @return the changes, sorted
     */
    public List<Change> of(ServiceKey service) {
        return cluster.service(service)
                .filter(found -> !history.isEmpty())
                .map(this::changes)
                .orElse(List.of());
    }

    private List<Change> changes(Service service) {
        List<Pod> selected = pods.selectedBy(service);
        List<Change> changes = new ArrayList<>(changes("Service/" + service.key(), OF_SERVICE, selected));
        if (service.selector().isEmpty()) {
            // Slices of a Service with a selector follow its pods.
            cluster.endpointSlices(service.key())
                    .forEach(slice -> changes.addAll(changes("EndpointSlice/" + slice.key(), OF_SLICE, List.of())));
        }
        workloads
                .making(service)
                .forEach(workload -> changes.addAll(changes(
                        workload.key().toString(),
                        OF_WORKLOAD,
                        selected.stream()
                                .filter(pod -> workload.selector().matches(pod.labels()))
                                .toList())));
        policies(selected)
                .forEach((policy, there) -> changes.addAll(changes("NetworkPolicy/" + policy, OF_POLICY, there)));
        return changes.stream().distinct().sorted().toList();
    }

    private Map<ObjectKey, List<Pod>> policies(List<Pod> selected) {
        Map<ObjectKey, List<Pod>> found = new TreeMap<>();
        for (Pod pod : selected) {
            policies.matching(pod.key().namespace(), pod.labels())
                    .forEach(policy -> found.computeIfAbsent(policy.key(), key -> new ArrayList<>())
                            .add(pod));
        }
        return found;
    }

    private List<Change> changes(String object, Map<String, ChangeKind> kinds, Collection<Pod> affected) {
        TreeSet<ObjectKey> pods = affected.stream().map(Pod::key).collect(Collectors.toCollection(TreeSet::new));
        List<Change> changes = new ArrayList<>();
        for (FieldWrites write : history.writes(object)) {
            Map<ChangeKind, TreeSet<String>> byKind = new TreeMap<>();
            write.fields()
                    .forEach(field -> Optional.ofNullable(kinds.get(field))
                            .ifPresent(kind -> byKind.computeIfAbsent(kind, key -> new TreeSet<>())
                                    .add(field)));
            byKind.forEach((kind, fields) -> changes.add(Change.builder()
                    .at(write.time())
                    .kind(kind)
                    .object(object)
                    .detail(String.join(", ", fields) + ": written")
                    .actor(write.manager())
                    .affected(pods)
                    .build()));
        }
        return changes;
    }
}
