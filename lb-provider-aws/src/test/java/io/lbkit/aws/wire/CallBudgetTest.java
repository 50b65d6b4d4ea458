package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.aws.AwsCall;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many calls of AWS it takes. The figures of {@code docs/benchmarks.md} are those of {@code -Dlbkit.budget.services=500
 * -Dlbkit.budget.targets=5000}.
 */
class CallBudgetTest {
    private static final int SERVICES = Integer.getInteger("lbkit.budget.services", 40);
    private static final int TARGETS = Integer.getInteger("lbkit.budget.targets", 1000);

    /** Rules for so many ports would not fit into the security group of the nodes. */
    private static final Map<String, String> OWN_GROUP = Map.of("security-groups", SampleNetwork.NODE_SECURITY_GROUP);

    private static SortedMap<String, Long> count(List<AwsCall> calls) {
        return calls.stream().collect(Collectors.groupingBy(AwsCall::action, TreeMap::new, Collectors.counting()));
    }

    @Test
    void anUnchangedClusterIsObservedWithFewCalls() {
        try (StandInBed bed = StandInBed.withNodes(3)) {
            Reconciler engine = World.reconciler(bed.provider);
            ClusterSnapshot cluster = World.cluster(
                    3,
                    IntStream.rangeClosed(1, SERVICES)
                            .mapToObj(number -> World.service(number, OWN_GROUP))
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
                    .as("one call for all, or for as many as a page holds")
                    .containsEntry("DescribeLoadBalancers", (services + 399) / 400)
                    .containsEntry("DescribeTargetGroups", (services + 399) / 400)
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
        try (StandInBed bed = StandInBed.withNodes(TARGETS)) {
            Reconciler engine = World.reconciler(bed.provider);
            ClusterSnapshot few = World.cluster(1, World.service(1, Map.of()));
            engine.reconcile(few);
            int made = bed.standIn.calls().size();

            engine.reconcile(World.cluster(TARGETS, World.service(1, Map.of())));

            List<AwsCall> calls = bed.standIn.calls();
            SortedMap<String, Long> counts = count(calls.subList(made, calls.size()));
            System.out.println("calls to register " + TARGETS + " targets: " + counts);
            assertThat(counts)
                    .containsEntry("RegisterTargets", (TARGETS - 1 + 199) / 200L)
                    .doesNotContainKey("DeregisterTargets");
        }
    }
}
