package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.aws.AwsInstance;
import io.lbkit.testkit.aws.AwsInterface;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** A target group that another cluster registers its nodes with, through the real SDK. */
class SharedTargetGroupTest {
    private static final String OTHER_CLUSTERS_NODE = "i-0000000000000f00d";

    private final StandInBed bed = StandInBed.withNodes(3);
    private final Console console = new Console(bed.standIn.uri());
    private final Reconciler engine = World.reconciler(bed.provider);

    @BeforeEach
    void nodeOfAnotherCluster() {
        AwsInterface primary = new AwsInterface(
                "eni-0000000000000f00d",
                SampleNetwork.privateSubnet("b"),
                List.of("10.0.145.9"),
                List.of(),
                List.of(),
                List.of(SampleNetwork.NODE_SECURITY_GROUP),
                Map.of());
        bed.standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsInstance(
                        OTHER_CLUSTERS_NODE,
                        "running",
                        List.of(primary),
                        Map.of("kubernetes.io/cluster/other", "owned")))
                .build());
    }

    @AfterEach
    void close() {
        console.close();
        bed.close();
    }

    private static ClusterSnapshot cluster(int nodes, String shared) {
        return World.cluster(nodes, World.service(1, Map.of("multi-cluster-target-group", shared)));
    }

    private void apply(ClusterSnapshot cluster) {
        Plan plan = engine.plan(cluster);
        engine.apply(plan);
        assertThat(engine.plan(cluster).steps()).isEmpty();
    }

    private TargetGroup group() {
        return console.elb.describeTargetGroups().targetGroups().get(0);
    }

    private List<String> targets() {
        return console
                .elb
                .describeTargetHealth(request -> request.targetGroupArn(group().targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .filter(target -> !target.targetHealth().stateAsString().equals("draining"))
                .map(target -> target.target().id())
                .toList();
    }

    private void registerTheOther() {
        console.elb.registerTargets(request -> request.targetGroupArn(group().targetGroupArn())
                .targets(TargetDescription.builder()
                        .id(OTHER_CLUSTERS_NODE)
                        .port(group().port())
                        .build()));
    }

    @Test
    @DisplayName("a target of another cluster stays, and nodes of this one come and go beside it")
    void shared() {
        apply(cluster(2, "true"));
        registerTheOther();

        assertThat(engine.plan(cluster(2, "true")).steps()).isEmpty();
        apply(cluster(3, "true"));
        assertThat(targets())
                .containsExactlyInAnyOrder(
                        StandInBed.instance(1), StandInBed.instance(2), StandInBed.instance(3), OTHER_CLUSTERS_NODE);
        apply(cluster(1, "true"));
        assertThat(targets()).containsExactlyInAnyOrder(StandInBed.instance(1), OTHER_CLUSTERS_NODE);
    }

    @Test
    @DisplayName("a target of another cluster leaves a group that is not shared")
    void notShared() {
        apply(cluster(2, "false"));
        registerTheOther();

        apply(cluster(2, "false"));

        assertThat(targets()).containsExactlyInAnyOrder(StandInBed.instance(1), StandInBed.instance(2));
    }
}
