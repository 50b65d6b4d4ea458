package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.net.IpFamily;

/** What the resolution of backends has to say. */
final class BackendFindings {
    private BackendFindings() {}

    static Finding noSelectorNoSlices(Service service) {
        return about(service, "LB-SVC-001", Severity.WARNING, FindingKind.NO_BACKENDS, "spec.selector")
                .message("The Service has no selector and no EndpointSlice, so it has no backend.")
                .remedy("Add spec.selector, or write an EndpointSlice with the label kubernetes.io/service-name="
                        + service.key().name() + ".")
                .build();
    }

    static Finding noNodePort(Service service, ServicePort port) {
        return about(
                        service,
                        "LB-SVC-009",
                        Severity.ERROR,
                        FindingKind.UNSUPPORTED_CONFIGURATION,
                        at(service, port, "nodePort"))
                .message("Port " + port.label() + " has no node port and spec.allocateLoadBalancerNodePorts is false,"
                        + " but the load balancer sends to nodes.")
                .remedy("Send to pods instead (ip mode), or set spec.allocateLoadBalancerNodePorts to true.")
                .build();
    }

    static Finding nodePortPending(Service service, ServicePort port) {
        return about(service, "LB-IN-101", Severity.INFO, FindingKind.UNKNOWN_STATE, at(service, port, "nodePort"))
                .message("Port " + port.label() + " has no node port yet, so its members are not known;"
                        + " the API server allocates one when the Service is created.")
                .remedy("Plan with the object as the cluster returns it (kubectl get service -o yaml).")
                .build();
    }

    static Finding noHealthCheckNodePort(Service service) {
        boolean stored = service.uid().isPresent();
        return about(
                        service,
                        stored ? "LB-SVC-010" : "LB-IN-102",
                        stored ? Severity.WARNING : Severity.INFO,
                        stored ? FindingKind.INVALID_FIELD : FindingKind.UNKNOWN_STATE,
                        "spec.healthCheckNodePort")
                .message("externalTrafficPolicy is Local and no healthCheckNodePort is allocated,"
                        + " so nodes without a ready endpoint cannot be told apart.")
                .remedy(
                        "Plan with the object as the cluster returns it; if the field is missing there, recreate the Service.")
                .build();
    }

    static Finding badRange(Service service, String field, boolean annotation, InvalidValueException fault) {
        return about(
                        service,
                        "LB-SVC-019",
                        Severity.ERROR,
                        annotation ? FindingKind.INVALID_ANNOTATION : FindingKind.INVALID_FIELD,
                        field)
                .message("'" + fault.value() + "' is no source range: " + fault.rule()
                        + ". One bad item makes the whole list invalid.")
                .remedy("Write each range as ADDRESS/LENGTH, for example 203.0.113.0/24.")
                .addEvidence(Evidence.of("Service/" + service.key(), field, fault.value()))
                .build();
    }

    static Finding rangesTwice(Service service) {
        return about(
                        service,
                        "LB-SVC-019",
                        Severity.WARNING,
                        FindingKind.CONFLICTING_CONFIGURATION,
                        SourceRangeResolver.ANNOTATION_FIELD)
                .message("spec.loadBalancerSourceRanges and the annotation differ; the annotation is ignored.")
                .remedy("Remove the annotation.")
                .addEvidence(
                        Evidence.of(
                                "Service/" + service.key(),
                                "spec.loadBalancerSourceRanges",
                                String.join(",", service.loadBalancerSourceRanges())),
                        Evidence.of(
                                "Service/" + service.key(),
                                SourceRangeResolver.ANNOTATION_FIELD,
                                service.annotations().getOrDefault(SourceRangeResolver.ANNOTATION, "")))
                .build();
    }

    static Finding openFamily(Service service, IpFamily open) {
        return about(
                        service,
                        "LB-SVC-021",
                        Severity.WARNING,
                        FindingKind.RISKY_CONFIGURATION,
                        "spec.loadBalancerSourceRanges")
                .message("The source ranges restrict one family only; every " + open + " client is admitted.")
                .remedy("Add an " + open + " range.")
                .build();
    }

    static Finding noEligibleNode(Service service, int nodes) {
        return about(service, "LB-CLD-017", Severity.WARNING, FindingKind.NO_BACKENDS, "status.loadBalancer")
                .domain(FaultDomain.CLOUD_PROVIDER)
                .message("None of " + nodes + " nodes is eligible, so the load balancer has no target.")
                .remedy("See the reason of each excluded node; remove the label " + NodeEligibility.EXCLUSION_LABEL
                        + " where it is not meant.")
                .build();
    }

    private static String at(Service service, ServicePort port, String field) {
        return "spec.ports[" + service.ports().indexOf(port) + "]." + field;
    }

    private static Finding.Builder about(
            Service service, String code, Severity severity, FindingKind kind, String field) {
        return Finding.builder()
                .code(code)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .service(service.key().toString())
                .about(field);
    }
}
