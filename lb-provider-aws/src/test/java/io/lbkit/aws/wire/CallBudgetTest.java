package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.aws.AwsCall;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many calls of AWS it takes. The figures are stated in {@code docs/benchmarks.md}. */
class CallBudgetTest {
    private static final int SERVICES = 40;
    private static final int TARGETS = 1000;

    private static SortedMap<String, Long> count(List<AwsCall> calls) {
        return calls.stream().collect(Collectors.groupingBy(AwsCall::action, TreeMap::new, Collectors.counting()));
    }

    @Test
    void anUnchangedClusterIsObservedWithFewCalls() {
        try (Bed bed = Bed.withNodes(3)) {
            Reconciler engine = World.reconciler(bed.provider);
            ClusterSnapshot cluster = World.cluster(
                    3,
                    IntStream.rangeClosed(1, SERVICES)
                            .mapToObj(number -> World.service(number, Map.of()))
                            .toArray(Service[]::new));
            engine.reconcile(cluster);
            int made = bed.standIn.calls().size();

            Plan plan = engine.plan(cluster);

            List<AwsCall> calls = bed.standIn.calls();
            SortedMap<String, Long> counts = count(calls.subList(made, calls.size()));
            System.out.println("calls to observe and plan " + SERVICES + " unchanged Services: " + counts);
            assertThat(plan.steps()).isEmpty();
            long services = SERVICES;
            assertThat(counts)
                    .as("one call for all")
                    .containsEntry("DescribeLoadBalancers", 1L)
                    .containsEntry("DescribeTargetGroups", 1L)
                    .containsEntry("DescribeSecurityGroups", 1L)
                    .containsEntry("DescribeSubnets", 1L)
                    .as("as few as AWS allows: each is about one object")
                    .containsEntry("DescribeListeners", services)
                    .containsEntry("DescribeLoadBalancerAttributes", services)
                    .containsEntry("DescribeTargetGroupAttributes", services)
                    .containsEntry("DescribeTargetHealth", services)
                    .as("20 objects a call")
                    .containsEntry("DescribeTags", 3 * ((services + 19) / 20))
                    .as("nobody set what these would tell")
                    .doesNotContainKeys("DescribeListenerAttributes", "DescribeCapacityReservation");
        }
    }

    @Test
    void targetsAreRegisteredInBatches() {
        try (Bed bed = Bed.withNodes(TARGETS)) {
            Reconciler engine = World.reconciler(bed.provider);
            ClusterSnapshot few = World.cluster(1, World.service(1, Map.of()));
            engine.reconcile(few);
            int made = bed.standIn.calls().size();

            engine.reconcile(World.cluster(TARGETS, World.service(1, Map.of())));

            List<AwsCall> calls = bed.standIn.calls();
            SortedMap<String, Long> counts = count(calls.subList(made, calls.size()));
            System.out.println("calls to register " + TARGETS + " targets: " + counts);
            assertThat(counts).containsEntry("RegisterTargets", 5L).doesNotContainKey("DeregisterTargets");
        }
    }
}
