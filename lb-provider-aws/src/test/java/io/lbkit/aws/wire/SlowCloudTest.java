package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.aws.AwsStandIn;
import io.lbkit.testkit.aws.AwsTimes;
import io.lbkit.testkit.cloud.VirtualClock;
import io.lbkit.testkit.wire.RequestMatcher;
import io.lbkit.testkit.wire.WireFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made cannot be seen at once, reads are stale, and listings come in tiny pages: the end is the same. */
class SlowCloudTest {
    private static final int NODES = 3;
    private static final int ROUNDS = 10;
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final VirtualClock clock = VirtualClock.at(VirtualClock.START);

    private static ClusterSnapshot cluster(int nodes) {
        return World.cluster(nodes, World.service(1, Map.of()), World.service(2, Map.of("scheme", "internet-facing")));
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " " + step.resource() + " " + step.attributes())
                .toList();
    }

    /** Whoever reconciles every few seconds is done after a few rounds, and each object exists once. */
    private void converge(StandInBed bed, ClusterSnapshot cluster) {
        Reconciler engine = World.reconciler(bed.provider, clock);
        Plan plan = engine.plan(cluster);
        for (int round = 1; round <= ROUNDS && !plan.isEmpty(); round++) {
            engine.apply(plan);
            clock.advance(BETWEEN);
            plan = engine.plan(cluster);
        }
        assertThat(told(plan))
                .as("what is left to do after " + ROUNDS + " rounds")
                .isEmpty();
    }

    private static long loadBalancers(StandInBed bed) {
        try (Console console = new Console(bed.standIn.uri())) {
            return console.elb.describeLoadBalancersPaginator().loadBalancers().stream()
                    .count();
        }
    }

    private void liveAndDie(StandInBed bed) {
        converge(bed, cluster(NODES));
        assertThat(loadBalancers(bed)).isEqualTo(2);
        converge(bed, cluster(NODES - 1));
        converge(bed, World.cluster(NODES));
        assertThat(loadBalancers(bed)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void whatIsMadeIsSeenLater(int seconds) {
        AwsTimes late = AwsTimes.instant().withVisibility(Duration.ofSeconds(seconds));
        try (StandInBed bed = withClock(standIn -> standIn.times(late))) {
            liveAndDie(bed);
        }
    }

    @Test
    void everyThingTakesItsTime() {
        try (StandInBed bed = withClock(standIn -> standIn.times(AwsTimes.slow()))) {
            liveAndDie(bed);
        }
    }

    private StandInBed withClock(UnaryOperator<AwsStandIn.Builder> settings) {
        return StandInBed.withNodes(NODES, standIn -> settings.apply(standIn.clock(clock)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyPageIsRead(int size) {
        try (StandInBed bed = StandInBed.withNodes(NODES, standIn -> standIn.pageLimit(size))) {
            liveAndDie(bed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeLoadBalancers",
                "DescribeTargetGroups",
                "DescribeListeners",
                "DescribeTags",
                "DescribeTargetHealth",
                "DescribeSecurityGroups",
                "DescribeSecurityGroupRules"
            })
    void staleReadsDelayOnly(String action) {
        try (StandInBed bed = StandInBed.withNodes(NODES)) {
            Reconciler engine = World.reconciler(bed.provider, clock);
            engine.plan(cluster(NODES));
            bed.proxy.add(
                    WireFault.staleRead().on(RequestMatcher.action(action)).times(4));
            engine.apply(engine.plan(cluster(NODES)));
            bed.proxy.clear();

            converge(bed, cluster(NODES));
            assertThat(loadBalancers(bed)).isEqualTo(2);
        }
    }
}
