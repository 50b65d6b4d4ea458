package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.LabelIndex;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was written to workloads between two snapshots. One that the later snapshot does not know is not compared. Safe for use
 * by many threads.
 */
final class WorkloadChanges {
    private final ClusterSnapshot before;
    private final ClusterSnapshot after;
    private final LabelIndex<WorkloadChange> changed;

    /**
     * A workload that is not what it was.
     *
     * @param old what it was
     * @param now what it is; absent if it was deleted
     * @param kind what sort of change it is
     * @param detail the field with its values before and after
     */
    record WorkloadChange(Workload old, Optional<Workload> now, ChangeKind kind, String detail) {
        /** {@return what sort of change it is for a Service: new pods that it does not select are lost to it} */
        ChangeKind kindFor(Service service) {
            boolean loses = now.filter(workload -> !workload.templateLabels()
                            .entrySet()
                            .containsAll(service.selector().entrySet()))
                    .isPresent();
            return kind == ChangeKind.ROLLOUT && loses ? ChangeKind.SELECTOR : kind;
        }

        /** {@return whether a pod is one of those that it may cost} */
        boolean concerns(Pod pod, ClusterSnapshot after) {
            boolean stays = kind == ChangeKind.SCALE && after.pod(pod.key()).isPresent();
            return old.selector().matches(pod.labels()) && !stays;
        }
    }

    WorkloadChanges(ClusterSnapshot before, ClusterSnapshot after) {
        this.before = before;
        this.after = after;
        this.changed = new LabelIndex<>(
                this::in,
                change -> change.old().templateLabels(),
                change -> change.old().templateDigest());
    }

    /** {@return the changes of the workloads whose new pods a Service selected before} */
    List<WorkloadChange> of(Service service) {
        return changed.carrying(service.key().namespace(), service.selector());
    }

    /** What follows from a workload above is told there. */
    private List<WorkloadChange> in(String namespace) {
        List<WorkloadChange> changes = new ArrayList<>();
        for (Workload old : before.workloads(namespace)) {
            if (old.controller().flatMap(before::workload).isEmpty()) {
                after.workload(old.key())
                        .ifPresentOrElse(now -> compare(old, now, changes), () -> compareGone(old, changes));
            }
        }
        return changes;
    }

    private void compareGone(Workload old, List<WorkloadChange> changes) {
        boolean wanted = old.desired().orElse(1) > 0;
        if (wanted && after.coverage(old.key().kind().type()) == Coverage.COMPLETE) {
            changes.add(new WorkloadChange(old, Optional.empty(), ChangeKind.SCALE_TO_ZERO, "deleted"));
        }
    }

    /** The template is not kept: an image or a setting shows as a generation that nothing else accounts for. */
    private static void compare(Workload old, Workload now, List<WorkloadChange> changes) {
        int wanted = old.desired().orElse(0);
        int wants = now.desired().orElse(wanted);
        if (wants < wanted) {
            ChangeKind kind = wants == 0 ? ChangeKind.SCALE_TO_ZERO : ChangeKind.SCALE;
            changes.add(change(old, now, kind, "spec.replicas: " + wanted + " -> " + wants));
        }
        if (!old.templateLabels().equals(now.templateLabels())) {
            changes.add(change(
                    old,
                    now,
                    ChangeKind.ROLLOUT,
                    "spec.template.metadata.labels: " + old.templateLabels() + " -> " + now.templateLabels()));
        } else if (old.paused() && !now.paused()) {
            changes.add(change(old, now, ChangeKind.ROLLOUT, "spec.paused: true -> false"));
        } else if (old.generation() < now.generation()
                && wants == wanted
                && old.paused() == now.paused()
                && old.strategy().equals(now.strategy())) {
            changes.add(change(
                    old, now, ChangeKind.ROLLOUT, "spec: generation " + old.generation() + " -> " + now.generation()));
        }
    }

    private static WorkloadChange change(Workload old, Workload now, ChangeKind kind, String detail) {
        return new WorkloadChange(old, Optional.of(now), kind, detail);
    }
}
