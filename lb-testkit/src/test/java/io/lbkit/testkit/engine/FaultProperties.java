package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.Fault;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.VirtualScheduler;
import io.lbkit.testkit.jqwik.LbDomain;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Whatever goes wrong on the way, the end is that of a run without faults, or the outcome says what is missing. */
@Domain(LbDomain.class)
@Domain(DomainContext.Global.class)
class FaultProperties {
    @Property(tries = 150)
    @Label(
            "One refused call, lost answer or refused batch: the same end, or a step that is named; then the next run mends it")
    void anyFault(
            @ForAll ClusterSnapshot cluster, @ForAll ErrorKind kind, @ForAll @IntRange(min = 0, max = 2) int way) {
        try (SimulatedCloud calm = SimulatedCloud.create();
                SimulatedCloud cloud = SimulatedCloud.create()) {
            execute(calm, cluster);
            cloud.faults()
                    .add(
                            switch (way) {
                                case 0 -> Fault.refusing(kind);
                                case 1 -> Fault.refusingBatch(kind);
                                default -> Fault.losingAnswer();
                            });
            Outcome outcome = execute(cloud, cluster);
            if (outcome.missing().isEmpty()) {
                assertThat(reconciler(cloud).plan(cluster).steps()).isEmpty();
            }
            cloud.faults().clear();
            assertThat(execute(cloud, cluster).missing()).isEmpty();
            assertThat(ids(cloud)).isEqualTo(ids(calm));
            assertThat(cloud.observe(ObservationScope.cluster("test")).superseded())
                    .isEmpty();
        }
    }

    private static List<String> ids(SimulatedCloud cloud) {
        return cloud.observe(ObservationScope.cluster("test")).actual().resources().stream()
                .map(resource -> resource.id().toString())
                .sorted()
                .toList();
    }

    private static Reconciler reconciler(SimulatedCloud cloud) {
        return cloud.reconciler("test").build();
    }

    private static Outcome execute(SimulatedCloud cloud, ClusterSnapshot cluster) {
        Plan plan = reconciler(cloud).plan(cluster);
        return Executor.builder()
                .provider(cloud)
                .scheduler(() -> VirtualScheduler.of(cloud.clock()))
                .random(new Random(1))
                .build()
                .execute(plan);
    }
}
