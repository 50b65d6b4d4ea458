package io.lbkit.examples.quickstart;

import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.document.OutcomeText;
import io.lbkit.reconcile.document.PlanText;
import io.lbkit.reconcile.document.TextStyle;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.io.PrintStream;
import java.nio.file.Path;

/** The engine in an application: read a dump, plan, look, apply. */
public final class Embedded {
    private Embedded() {}

    /**
     * Brings the load balancers of a cluster in order.
     *
     * @param dump a file or folder with what {@code kubectl get -o yaml} printed
     * @param out where the plan and the outcome are told
     * @return what was done
     */
    public static Outcome reconcile(Path dump, PrintStream out) {
        // docs: embed
        ClusterInput input = ClusterReader.create().add(dump).complete().read();
        input.findings().forEach(finding -> out.println(finding.code() + " " + finding.message()));

        try (LoadBalancerProvider cloud = SimulatedCloud.create()) { // or your cloud's provider
            Reconciler reconciler = Reconciler.builder()
                    .provider(cloud)
                    .clusterId("prod-eu")
                    .services(service -> service.namespace().equals("shop"))
                    .build();

            // Planning reads and never writes. The plan is a value: show it, store it, refuse it.
            Plan plan = reconciler.plan(input.snapshot());
            out.print(PlanText.of(plan, TextStyle.PLAIN));

            // Every Service with an error finding is kept as it is; the others proceed.
            Outcome outcome = reconciler.apply(plan);
            out.print(OutcomeText.of(outcome, TextStyle.PLAIN));

            // What is in place stays in place: the next plan has nothing to do.
            if (!reconciler.plan(input.snapshot()).isEmpty()) {
                throw new IllegalStateException("the cloud did not take the plan");
            }
            return outcome;
        }
        // docs: end
    }
}
