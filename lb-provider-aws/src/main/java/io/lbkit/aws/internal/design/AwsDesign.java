package io.lbkit.aws.internal.design;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.internal.request.Annotations;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;

/** Says what one Service should have in AWS. Pure, safe for use by many threads. */
public final class AwsDesign {
    private final ControllerOptions standard;

    /**
     * A design.
     *
     * @param standard what applies to all Services where the facts do not say it
     */
    public AwsDesign(ControllerOptions standard) {
        this.standard = standard;
    }

    /**
     * Designs.
     *
     * @param request the Service, its cluster, and what exists
     * @return what it should have
     */
    public Design design(DesignRequest request) {
        AwsFacts facts = AwsFacts.of(request.facts());
        AwsFacts complete = request.facts().get("Controller").isPresent()
                ? facts
                : AwsFacts.builder().from(facts).controller(standard).build();
        Findings findings = new Findings(request.service());
        Annotations annotations = Annotations.read(request.service(), findings);
        DesignContext context = new DesignContext(request, complete, annotations, findings);
        return Design.builder()
                .service(request.service().key())
                .addAllFindings(context.findings().all())
                .build();
    }
}
