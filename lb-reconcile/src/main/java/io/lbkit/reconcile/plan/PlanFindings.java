package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.resource.MergeConflict;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/** Why a Service is kept as it is although its own design has no fault. */
final class PlanFindings {
    private PlanFindings() {}

    static Finding foreign(ServiceKey service, Resource foreign) {
        String owners = foreign.owners().isEmpty() ? "nobody's mark" : "the mark of " + foreign.owners();
        return about(service, "LB-CLD-026", FindingKind.FOREIGN_RESOURCE, foreign.id())
                .message("An object of the name that ours would have exists and carries " + owners + ".")
                .remedy("Rename or delete that object, or have it adopted explicitly.")
                .addEvidence(Evidence.of(foreign.id().toString(), "owners", foreign.owners()))
                .build();
    }

    static Finding unfit(ServiceKey service, Resource foreign, List<String> fixed) {
        Finding.Builder finding = about(service, "LB-CLD-030", FindingKind.FOREIGN_RESOURCE, foreign.id())
                .message("The object cannot be adopted: only another one could have what the Service wants of " + fixed
                        + ".")
                .remedy("Rename or delete that object, or set the Service up as that object is.");
        fixed.forEach(attribute -> finding.addEvidence(Evidence.of(
                foreign.id().toString(),
                attribute,
                String.valueOf(foreign.spec().get(attribute)))));
        return finding.build();
    }

    static Finding pointlessAdoption(ResourceId id, String why) {
        return Finding.builder()
                .code("LB-CLD-031")
                .severity(Severity.WARNING)
                .kind(FindingKind.MISSING_RESOURCE)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .about(id.toString())
                .message("The object cannot be adopted: " + why + ".")
                .remedy("Correct kind and name of the adoption, or leave it out.")
                .build();
    }

    static Finding orphaned(ServiceKey service, SortedSet<ResourceId> objects, Instant until) {
        Finding.Builder finding = Finding.builder()
                .code("LB-CLD-032")
                .severity(Severity.INFO)
                .kind(FindingKind.NOT_MANAGED)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .service(service.toString())
                .about("Service/" + service)
                .message("The Service is gone; what it had is kept until " + until + ".")
                .remedy("Create the Service again by then to keep it; otherwise there is nothing to do.");
        objects.forEach(id -> finding.addEvidence(Evidence.of(id.toString(), "kept until", until)));
        return finding.build();
    }

    static Finding unread(ServiceKey service, ResourceId id, Observation observation) {
        Finding.Builder finding = about(service, "LB-CLD-027", FindingKind.UNKNOWN_STATE, id)
                .message("The cloud could not be read here, so the Service is kept as it is.")
                .remedy("Mend the cause that the evidence names, then plan again.");
        for (Unread part : observation.unread()) {
            if (part.covers(id)) {
                finding.addEvidence(Evidence.of(part.kind(), part.error().label(), part.detail()));
            }
        }
        return finding.build();
    }

    static Finding conflict(ServiceKey service, MergeConflict conflict, ServiceKey winner) {
        return about(service, "LB-SVC-020", FindingKind.CONFLICTING_CONFIGURATION, conflict.resource())
                .message("Several Services share this object and want different values of " + conflict.attribute()
                        + ": " + conflict.wishes() + ". " + winner + " has it.")
                .remedy("Give the Services equal settings, or separate addresses or ports.")
                .build();
    }

    private static Finding.Builder about(ServiceKey service, String code, FindingKind kind, ResourceId id) {
        return Finding.builder()
                .code(code)
                .severity(Severity.ERROR)
                .kind(kind)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .service(service.toString())
                .about(id.toString());
    }
}
