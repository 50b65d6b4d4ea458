package io.lbkit.benchmarks;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        SortedMap<ServiceKey, Design> designs = cloud.designs();
        Observation seen = cloud.observation(designs);
        return DiagnosisInput.builder()
                .cluster(cluster)
                .observation(seen)
                .designs(designs)
                .clusterId(WorldCloud.CLUSTER)
                .cloud("simulated")
                .addClient(IpAddress.parse("203.0.113.7"))
                .addClient(IpAddress.parse("198.51.100.9"))
                .filters(SimulatedCloud.create()::filters)
                .build();
    }

    /** Whoever is fast and finds something else is no match. */
    static void requireFaults(WorldDraft draft, List<Diagnosis> diagnoses) {
        Map<ServiceKey, Diagnosis> byService =
                diagnoses.stream().collect(Collectors.toMap(Diagnosis::service, Function.identity()));
        for (int i = 0; i < draft.services(); i++) {
            Diagnosis diagnosis = byService.get(draft.key(i));
            Optional<String> wanted = draft.fault(i).map(WorldDraft.Fault::code);
            Optional<String> found = diagnosis.primary().map(finding -> finding.code().toString());
            if (!wanted.equals(found)) {
                throw new IllegalStateException(wanted + " is wrong with " + draft.key(i) + ", and it says " + diagnosis.verdict()
                        + " " + diagnosis.findings());
            }
        }
    }
}
