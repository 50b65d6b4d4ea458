package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.policy.SelectorIndex;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which workloads make the pods of a Service, who owns a pod in the end, and which budgets protect it. Safe for use by many
 * threads.
 */
public final class WorkloadIndex {
    private static final LabelSelector EVERYTHING = LabelSelector.builder().build();

    private final ClusterSnapshot cluster;
    private final LabelIndex<Workload> byTemplate;
    private final SelectorIndex<DisruptionBudget> budgets;

    private WorkloadIndex(ClusterSnapshot cluster) {
        this.cluster = cluster;
        this.byTemplate = new LabelIndex<>(cluster::workloads, Workload::templateLabels, Workload::templateDigest);
        this.budgets = new SelectorIndex<>(
                namespace -> cluster.disruptionBudgets(namespace).stream()
                        .filter(budget -> budget.selector().isPresent())
                        .toList(),
                budget -> budget.selector().orElse(EVERYTHING));
    }

    /**
     * An index of the workloads of a cluster.
     *
     * @param cluster the cluster
     * @return the index
     */
    public static WorkloadIndex of(ClusterSnapshot cluster) {
        return new WorkloadIndex(cluster);
    }

    /** {@return whether every workload of every kind is known} */
    public boolean isComplete() {
        return Arrays.stream(WorkloadKind.values())
                .allMatch(kind -> cluster.coverage(kind.type()) == Coverage.COMPLETE);
    }

    /**
     * {@return the workloads whose new pods a Service selects, without those that another known workload controls; none if the Service
     * has no selector}
     *
     * @param service the Service
     */
    public List<Workload> making(Service service) {
        return carrying(service).stream()
                .filter(workload -> workload.deletionRequested().isEmpty())
                .filter(workload ->
                        workload.controller().flatMap(cluster::workload).isEmpty())
                .toList();
    }

    /**
     * {@return a workload, and those that it makes for a Service: the ReplicaSets of a Deployment}
     *
     * @param workload the workload
     * @param service the Service
     */
    public Stream<Workload> withParts(Workload workload, Service service) {
        return Stream.concat(
                Stream.of(workload),
                carrying(service).stream()
                        .filter(part ->
                                part.controller().filter(workload.key()::equals).isPresent()));
    }

    private List<Workload> carrying(Service service) {
        return byTemplate.carrying(service.key().namespace(), service.selector());
    }

    /**
     * {@return the workload at the end of the owners of a pod, for example the Deployment of its ReplicaSet; nothing if its owner is not
     * known}
     *
     * @param pod the pod
     */
    public Optional<Workload> owner(Pod pod) {
        return pod.owner()
                .flatMap(owner -> Workload.controller(pod.key().namespace(), owner))
                .flatMap(cluster::workload)
                .map(this::top);
    }

    /** References that run in a circle end where they began. */
    private Workload top(Workload workload) {
        Set<WorkloadKey> seen = new HashSet<>();
        Workload top = workload;
        while (seen.add(top.key())) {
            top = top.controller().flatMap(cluster::workload).orElse(top);
        }
        return top;
    }

    /**
     * {@return the budgets that select a pod}
     *
     * @param pod the pod
     */
    public List<DisruptionBudget> budgets(Pod pod) {
        return budgets.matching(pod.key().namespace(), pod.labels()).toList();
    }
}
