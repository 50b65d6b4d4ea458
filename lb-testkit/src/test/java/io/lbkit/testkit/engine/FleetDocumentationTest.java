package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.fleet.PlannedService;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What the page on fleet planning shows. */
class FleetDocumentationTest {
    @Test
    void aFleetIsFollowed() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        SimulatedCloud cloud = SimulatedCloud.create();
        Reconciler reconciler =
                Reconciler.builder().provider(cloud).clusterId("prod-eu").build();
        ClusterSnapshot snapshot = snapshot();
        Node node = Node.builder().name("two").build();
        reconciler.reconcile(snapshot);

        // docs: fleet-planning
        FleetPlanner fleet = FleetPlanner.builder()
                .provider(cloud)
                .clusterId("prod-eu")
                .orphanGrace(Duration.ofMinutes(10))
                .build();
        fleet.replace(snapshot);
        fleet.observed(cloud.observe(ObservationScope.cluster("prod-eu")));

        fleet.upsert(node); // from a watch
        FleetPlan plan = fleet.plan(clock.instant());
        for (PlannedService next : plan.services()) { // the most urgent first
            plan.plan(next.service()).ifPresent(reconciler::apply);
        }
        // docs: end

        assertThat(plan.services()).hasSize(1);
        fleet.observed(cloud.observe(ObservationScope.cluster("prod-eu")));
        assertThat(fleet.plan(clock.instant()).isEmpty()).isTrue();
    }

    private static ClusterSnapshot snapshot() {
        return ClusterSnapshot.builder()
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE)
                .add(Node.builder().name("one").build())
                .add(Service.builder()
                        .key(ServiceKey.of("shop", "web"))
                        .type(ServiceType.LOAD_BALANCER)
                        .putSelector("app", "web")
                        .addPort(ServicePort.builder().port(80).nodePort(30080).build())
                        .build())
                .build();
    }
}
