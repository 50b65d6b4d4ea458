package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.guard.Approval;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.AwsCall;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published policy holds what the provider calls, and nothing else. That it holds all calls every other test checks too. */
class PermissionsTest {
    private final Policy policy = Policy.published();

    private static SortedSet<String> calls(StandInBed bed) {
        SortedSet<String> calls = new TreeSet<>();
        bed.standIn.calls().stream().map(AwsCall::toString).forEach(calls::add);
        return calls;
    }

    @Test
    void readingNeedsTheReadingPart() {
        try (StandInBed bed = StandInBed.withNodes(2)) {
            Reconciler engine = World.reconciler(bed.provider);
            engine.reconcile(World.cluster(2, World.service(1, Map.of("ssl-cert", SampleNetwork.certificate(1)))));
            int made = bed.standIn.calls().size();
            try (AwsProvider reader =
                    AwsProvider.of(bed.settings().readOnly(true).build())) {
                reader.observe(ObservationScope.cluster(SampleNetwork.CLUSTER));
                reader.health(ObservationScope.cluster(SampleNetwork.CLUSTER));
                reader.facts(ObservationScope.cluster(SampleNetwork.CLUSTER));
            }
            List<AwsCall> calls = bed.standIn.calls();
            assertThat(calls.subList(made, calls.size()).stream().map(AwsCall::toString))
                    .isNotEmpty()
                    .isSubsetOf(policy.reading());
        }
    }

    @Test
    void everyPermissionIsUsed() {
        try (StandInBed bed = StandInBed.withNodes(3)) {
            Reconciler engine = World.reconciler(bed.provider);
            for (Map<String, String> annotations : wishes()) {
                Plan plan = engine.plan(World.cluster(3, World.service(1, annotations)));
                assertThat(plan.held())
                        .as("left alone, because of " + plan.findings())
                        .isEmpty();
                Approval[] approvals = engine.review(plan).standing().stream()
                        .map(Verdict::approval)
                        .toArray(Approval[]::new);
                Outcome outcome = engine.apply(plan, approvals);
                assertThat(outcome.status()).as("status of " + outcome).isEqualTo(Outcome.Status.APPLIED);
                assertThat(engine.plan(World.cluster(3, World.service(1, annotations)))
                                .steps())
                        .as("what is left to do for " + annotations)
                        .isEmpty();
            }
            loseAZone(bed);
            engine.reconcile(World.cluster(2, World.service(1, Map.of())));
            engine.reconcile(World.cluster(2));

            assertThat(calls(bed)).as("calls").containsAll(policy.all());
            assertThat(
                            bed
                                    .provider
                                    .observe(ObservationScope.cluster(SampleNetwork.CLUSTER))
                                    .actual()
                                    .resources()
                                    .stream()
                                    .filter(left -> !left.owners().isEmpty()))
                    .as("what is left")
                    .isEmpty();
        }
    }

    private static List<Map<String, String>> wishes() {
        return List.of(
                Map.of(),
                Map.of(
                        "listener-attributes.TCP-80", "tcp.idle_timeout.seconds=600",
                        "attributes", "load_balancing.cross_zone.enabled=true",
                        "target-group-attributes", "deregistration_delay.timeout_seconds=60",
                        "healthcheck-healthy-threshold", "5"),
                Map.of(
                        "ssl-cert", SampleNetwork.certificate(1) + "," + SampleNetwork.certificate(2),
                        "minimum-load-balancer-capacity", "CapacityUnits=2750",
                        "additional-resource-tags", "team=shop"),
                Map.of("ssl-cert", SampleNetwork.certificate(1), "ip-address-type", "dualstack"));
    }

    /** Somebody takes zones and security groups from the load balancer. */
    private static void loseAZone(StandInBed bed) {
        Resource loadBalancer =
                bed.provider.observe(ObservationScope.cluster(SampleNetwork.CLUSTER)).actual().resources().stream()
                        .filter(resource -> resource.kind().equals(AwsKinds.LOAD_BALANCER))
                        .findFirst()
                        .orElseThrow();
        try (Console console = new Console(bed.standIn.uri())) {
            console.elb.setSubnets(
                    request -> request.loadBalancerArn(loadBalancer.cloudId().orElseThrow())
                            .subnets(SampleNetwork.privateSubnet("a")));
            console.elb.setSecurityGroups(
                    request -> request.loadBalancerArn(loadBalancer.cloudId().orElseThrow())
                            .securityGroups(SampleNetwork.NODE_SECURITY_GROUP));
        }
    }
}
