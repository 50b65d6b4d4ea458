package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ServiceKey;
import java.util.List;

/**
 * What changed for Services between two snapshots. An object that one of them does not know is not compared. The snapshots are
 * compared once for all Services. Safe for use by many threads.
 */
public final class SnapshotChanges {
    private final PodIndex before;
    private final PodIndex after;
    private final LostNodes nodes;
    private final PolicyChanges policies;

    private SnapshotChanges(PodIndex before, PodIndex after) {
        this.before = before;
        this.after = after;
        this.nodes = LostNodes.between(before.cluster(), after.cluster());
        this.policies = new PolicyChanges(before.cluster(), after.cluster());
    }

    /**
     * The changes between two snapshots.
     *
     * @param before the pods of the earlier snapshot
     * @param after the pods of the later snapshot
     * @return the changes of all Services
     */
    public static SnapshotChanges between(PodIndex before, PodIndex after) {
        return new SnapshotChanges(before, after);
    }

    /**
     * The changes of what matters to a Service: itself, its pods, their nodes, and the policies of its namespace.
     *
     * @param service the Service
     * @param taken when the snapshots were taken
     * @return the changes, sorted; each has the pods that it concerns
     */
    public List<Change> of(ServiceKey service, Window taken) {
        ServiceChanges changes = new ServiceChanges(service, before, after, taken);
        changes.addService();
        changes.addPods(nodes);
        changes.addNodes(nodes);
        changes.addPolicies(policies);
        return changes.sorted();
    }
}
