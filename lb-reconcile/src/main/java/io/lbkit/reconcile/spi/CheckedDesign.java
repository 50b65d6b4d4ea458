package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.resource.ResourceGraph;

/**
 * A design as the engine asks for it: a value that cannot exist, or resources that need each other in a circle, cost one
 * Service its design, not the fleet.
 */
public final class CheckedDesign {
    private CheckedDesign() {}

    /**
     * Asks a provider for a design.
     *
     * @param provider the provider
     * @param request the Service, its cluster, and what exists
     * @return the design; one that a finding blocks if the provider breaks a rule of a value
     */
    public static Design of(LoadBalancerProvider provider, DesignRequest request) {
        try {
            Design design = provider.design(request);
            ResourceGraph.requireAcyclic(design.resources());
            return design;
        } catch (InvalidValueException fault) {
            ServiceKey service = request.service().key();
            return Design.builder()
                    .service(service)
                    .addFinding(impossible(provider.id(), service, fault))
                    .build();
        }
    }

    private static Finding impossible(ProviderId provider, ServiceKey service, InvalidValueException fault) {
        return Finding.builder()
                .code("LB-CLD-029")
                .severity(Severity.ERROR)
                .kind(FindingKind.UNSUPPORTED_CONFIGURATION)
                .domain(FaultDomain.CLOUD_PROVIDER)
                .service(service.toString())
                .about(fault.field())
                .message("The provider " + provider + " cannot design the Service: " + fault.getMessage() + ".")
                .remedy(
                        "Correct the setting that leads to this value; if there is none, report it to the provider's authors.")
                .build();
    }
}
