package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.jqwik.LbDomain;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(LbDomain.class)
class ReconcilerProperties {
    // docs: property
    @Property(tries = 100)
    @Label("What is applied is in place: the second plan is empty")
    void secondPlanIsEmpty(@ForAll ClusterSnapshot cluster) {
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = cloud.reconciler("test").build();

            reconciler.reconcile(cluster);

            assertThat(reconciler.plan(cluster).steps()).isEmpty();
        }
    }
    // docs: end

    @Property(tries = 100)
    @Label("From one cluster to any other: the plan is carried out, and the next one is empty")
    void anyChangeConverges(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after) {
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = cloud.reconciler("test")
                    .execution(executor -> executor.guardrails(Guardrails.none()))
                    .build();
            reconciler.reconcile(before);

            assertThat(reconciler.reconcile(after).incomplete()).isEmpty();

            assertThat(reconciler.plan(after).steps()).isEmpty();
        }
    }

    @Property(tries = 50)
    @Label("Equal inputs give equal plans")
    void plansAreDeterministic(@ForAll ClusterSnapshot cluster) {
        assertThat(plan(cluster)).isEqualTo(plan(cluster));
        assertThat(plan(cluster).digest()).isEqualTo(plan(cluster).digest());
    }

    private static Plan plan(ClusterSnapshot cluster) {
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            return cloud.reconciler("test").build().plan(cluster);
        }
    }
}
