package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;

/** What a design has to say, besides annotations and backends. */
final class DesignFindings {
    private static final String CLASS_FIELD = "spec.loadBalancerClass";
    private static final String ADDRESS_FIELD = "spec.loadBalancerIP";

    private DesignFindings() {}

    static Finding otherClass(Service service, String written, String ours) {
        return about(service, CLASS_FIELD)
                .code("LB-CLD-002")
                .severity(Severity.INFO)
                .kind(FindingKind.NOT_MANAGED)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .message("The load balancer class is '" + written + "', so another implementation serves the Service; "
                        + "this one serves '" + ours + "' and Services without a class.")
                .remedy("Nothing, or recreate the Service with spec.loadBalancerClass " + ours + ".")
                .addEvidence(Evidence.of("Service/" + service.key(), CLASS_FIELD, written))
                .build();
    }

    static Finding badAddress(Service service, String written, String rule) {
        return about(service, ADDRESS_FIELD)
                .code("LB-SVC-018")
                .severity(Severity.ERROR)
                .kind(FindingKind.INVALID_FIELD)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .message("'" + written + "' cannot be the address of the load balancer: " + rule + ".")
                .remedy("Write an address of the cloud in a family of the Service, or remove the field.")
                .addEvidence(Evidence.of("Service/" + service.key(), ADDRESS_FIELD, written))
                .build();
    }

    static Finding tooMany(Service service, String place, String count, String limit) {
        return about(service, place)
                .code("LB-CLD-007")
                .severity(Severity.ERROR)
                .kind(FindingKind.QUOTA)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .message("The Service needs " + count + " and the cloud allows " + limit + ".")
                .remedy("Split the Service, or raise the quota.")
                .build();
    }

    static Finding badFacts(Service service, InvalidValueException fault) {
        return about(service, fault.field())
                .code("LB-CLD-028")
                .severity(Severity.ERROR)
                .kind(FindingKind.UNREADABLE_INPUT)
                .domain(FaultDomain.INPUT)
                .message("The facts about the cloud cannot be used: " + fault.getMessage() + ".")
                .remedy("Observe the cloud again, or mend the file that the facts come from.")
                .build();
    }

    private static Finding.Builder about(Service service, String field) {
        return Finding.builder().service(service.key().toString()).about(field);
    }
}
