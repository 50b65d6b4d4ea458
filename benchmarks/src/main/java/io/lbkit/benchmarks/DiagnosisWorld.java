package io.lbkit.benchmarks;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.List;
import java.util.Optional;

/**
 * A cluster with all of its objects and a cloud that serves it, as a dump has them. Nineteen of twenty Services are well, and each
 * of the others has one fault.
 */
final class DiagnosisWorld {
    private DiagnosisWorld() {}

    static DiagnosisInput input(WorldDraft draft) {
        WorldObjects objects = new WorldObjects(draft);
        ClusterSnapshot cluster = objects.cluster();
        WorldCloud cloud = new WorldCloud(draft, objects, cluster);
        List<Design> designs = cloud.designs();
        DiagnosisInput.Builder input = DiagnosisInput.builder()
                .cluster(cluster)
                .observation(cloud.observation(designs))
                .clusterId(WorldCloud.CLUSTER)
                .cloud("simulated")
                .addClient(IpAddress.parse("203.0.113.7"))
                .addClient(IpAddress.parse("198.51.100.9"))
                .filters(SimulatedCloud.create()::filters);
        if (draft.flows() > 0) {
            input.traffic(new WorldTraffic(draft).evidence());
        }
        designs.forEach(design -> input.putDesign(design.service(), design));
        return input.build();
    }

    /** Whoever is fast and finds something else is no match. */
    static void requireFaults(WorldDraft draft, List<Diagnosis> diagnoses) {
        if (diagnoses.size() != draft.services()) {
            throw new IllegalStateException(diagnoses.size() + " diagnoses of " + draft.services() + " Services");
        }
        for (Diagnosis diagnosis : diagnoses) {
            Optional<String> wanted =
                    draft.fault(draft.number(diagnosis.service())).map(WorldDraft.Fault::code);
            Optional<String> found =
                    diagnosis.primary().map(finding -> finding.code().toString());
            if (!wanted.equals(found)) {
                throw new IllegalStateException(diagnosis.service() + " has " + wanted + ", and what is found is "
                        + diagnosis.verdict() + " " + diagnosis.findings());
            }
        }
    }
}
