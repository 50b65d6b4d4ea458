package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.ResourceStatus;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.AwsTargetHealth;
import io.lbkit.testkit.aws.AwsTimes;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.cloud.VirtualClock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What AWS says of load balancers and targets, as evidence. */
class ObservedStatesTest {
    private static final int NODES = 4;

    /** Everything happens at once, but for the setting up of load balancers. */
    private static final AwsTimes SETUP = new AwsTimes(
            Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private static Observation observe(StandInBed bed) {
        return bed.provider.observe(ObservationScope.cluster(SampleNetwork.CLUSTER));
    }

    private static Map<String, MemberHealth> health(Observation observation) {
        Map<String, MemberHealth> byTarget = new TreeMap<>();
        observation.health().forEach((id, members) -> {
            assertThat(id.kind()).isEqualTo(AwsKinds.TARGET_GROUP.name());
            members.forEach((member, health) -> byTarget.put(member.id(), health));
        });
        return byTarget;
    }

    @Test
    @DisplayName("states of targets with their reasons; the codes that a target answered with are named")
    void targets() {
        try (StandInBed bed = StandInBed.withNodes(NODES)) {
            World.reconciler(bed.provider).reconcile(World.cluster(NODES, World.service(1, Map.of())));
            bed.standIn.setHealth(StandInBed.instance(2), AwsTargetHealth.timingOut());
            bed.standIn.setHealth(StandInBed.instance(3), AwsTargetHealth.answering(403));

            assertThat(health(observe(bed)))
                    .containsEntry(StandInBed.instance(1), MemberHealth.of(MemberHealth.State.HEALTHY))
                    .containsEntry(
                            StandInBed.instance(2), new MemberHealth(MemberHealth.State.UNHEALTHY, "Target.Timeout"))
                    .containsEntry(
                            StandInBed.instance(3),
                            new MemberHealth(
                                    MemberHealth.State.UNHEALTHY,
                                    "Target.ResponseCodeMismatch: Health checks failed with these codes: [403]"));
        }
    }

    @Test
    @DisplayName(
            "in which zones a load balancer takes connections, whether it crosses them, and how soon it gives a target up")
    void zonesAndChecks() {
        try (StandInBed bed = StandInBed.withNodes(NODES)) {
            World.reconciler(bed.provider).reconcile(World.cluster(NODES, World.service(1, Map.of())));

            ResourceGraph seen = observe(bed).actual();

            Resource loadBalancer = only(seen, AwsKinds.LOAD_BALANCER);
            assertThat(AwsKinds.LOAD_BALANCER.zones().orElseThrow().apply(loadBalancer))
                    .containsExactly("us-east-1a", "us-east-1b", "us-east-1c");
            assertThat(AwsKinds.LOAD_BALANCER.crossesZones().orElseThrow().apply(loadBalancer))
                    .contains(false);
            Resource targetGroup = only(seen, AwsKinds.TARGET_GROUP);
            assertThat(AwsKinds.TARGET_GROUP.crossesZones().orElseThrow().apply(targetGroup))
                    .isEmpty();
            assertThat(AwsKinds.TARGET_GROUP.checks().orElseThrow().apply(targetGroup))
                    .contains(new CheckTiming(Duration.ofSeconds(10), 3));
        }
    }

    private static Resource only(ResourceGraph graph, ResourceKind kind) {
        return graph.resources().stream()
                .filter(resource -> resource.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("a load balancer is being set up since it was made, and then works")
    void loadBalancers() {
        try (StandInBed bed = StandInBed.withNodes(NODES, standIn -> standIn.times(SETUP))) {
            VirtualClock clock = VirtualClock.at(bed.standIn.now());
            World.reconciler(bed.provider, clock).reconcile(World.cluster(NODES, World.service(1, Map.of())));

            ResourceStatus made = observe(bed).states().values().iterator().next();
            assertThat(made.state()).isEqualTo(ResourceStatus.State.PROVISIONING);
            assertThat(made.since())
                    .hasValueSatisfying(since -> assertThat(since).isEqualTo(bed.standIn.now()));

            bed.standIn.advance(Duration.ofMinutes(5));
            assertThat(observe(bed).states()).hasSize(1).allSatisfy((id, status) -> {
                assertThat(id.kind()).isEqualTo(AwsKinds.LOAD_BALANCER.name());
                assertThat(status).isEqualTo(ResourceStatus.of(ResourceStatus.State.READY));
            });
        }
    }
}
