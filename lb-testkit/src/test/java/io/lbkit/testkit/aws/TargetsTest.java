package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The life of targets, in times of the order of the real ones. */
class TargetsTest extends StandInFixture {
    private static final String NODE = SampleNetwork.instance("a");

    TargetsTest() {
        super(AwsStandIn.builder(SampleNetwork.create())
                .times(AwsTimes.slow().withVisibility(Duration.ZERO))
                .start());
    }

    private static TargetDescription target(String id, int port) {
        return TargetDescription.builder().id(id).port(port).build();
    }

    private void register(TargetGroup group, TargetDescription... targets) {
        sdk.elb.registerTargets(
                request -> request.targetGroupArn(group.targetGroupArn()).targets(targets));
    }

    private void deregister(TargetGroup group, TargetDescription... targets) {
        sdk.elb.deregisterTargets(
                request -> request.targetGroupArn(group.targetGroupArn()).targets(targets));
    }

    private TargetGroup attached(String type) {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup group = sdk.targetGroup("shop", request -> request.targetType(type));
        sdk.listener(loadBalancer, 80, group);
        return group;
    }

    @Test
    void aTargetIsRegisteredThenCheckedThenHealthy() {
        TargetGroup group = attached("instance");
        standIn.advance(Duration.ofMinutes(2));
        register(group, target(NODE, 30080));

        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.RegistrationInProgress");
        standIn.advance(Duration.ofSeconds(30));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.InitialHealthChecking");
        standIn.advance(Duration.ofSeconds(59));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.InitialHealthChecking");
        standIn.advance(Duration.ofSeconds(1));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 healthy");
    }

    @Test
    void nothingIsCheckedBeforeTheLoadBalancerIsActive() {
        TargetGroup group = attached("instance");
        register(group, target(NODE, 30080));

        standIn.advance(Duration.ofSeconds(119));
        assertThat(sdk.elb
                        .describeLoadBalancers()
                        .loadBalancers()
                        .get(0)
                        .state()
                        .codeAsString())
                .isEqualTo("provisioning");
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.RegistrationInProgress");
        standIn.advance(Duration.ofSeconds(1));
        assertThat(sdk.elb
                        .describeLoadBalancers()
                        .loadBalancers()
                        .get(0)
                        .state()
                        .codeAsString())
                .isEqualTo("active");
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 healthy");
    }

    @Test
    void aTargetThatLeavesDrainsForTheDelayOfItsGroup() {
        TargetGroup group = attached("instance");
        register(group, target(NODE, 30080));
        deregister(group, target(NODE, 30080));

        standIn.advance(Duration.ofSeconds(299));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 draining Target.DeregistrationInProgress");
        standIn.advance(Duration.ofSeconds(1));
        assertThat(sdk.health(group)).isEmpty();
    }

    @Test
    void aTargetThatComesBackWhileItDrainsStartsAgain() {
        TargetGroup group = attached("instance");
        standIn.advance(Duration.ofMinutes(5));
        register(group, target(NODE, 30080));
        standIn.advance(Duration.ofMinutes(5));
        deregister(group, target(NODE, 30080));
        register(group, target(NODE, 30080));

        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.RegistrationInProgress");
        standIn.advance(Duration.ofMinutes(10));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 healthy");
    }

    @Test
    void targetsOfAGroupThatNobodyUsesAreUnusedAndLeaveAtOnce() {
        TargetGroup group = sdk.targetGroup("shop", request -> {});
        register(group, target(NODE, 30080), target(NODE, 30081));

        assertThat(sdk.health(group))
                .containsExactly(NODE + ":30080 unused Target.NotInUse", NODE + ":30081 unused Target.NotInUse");
        deregister(group, target(NODE, 30080));
        assertThat(sdk.health(group)).containsExactly(NODE + ":30081 unused Target.NotInUse");
    }

    @Test
    void whatDrainedForAListenerThatIsGoneIsGone() {
        TargetGroup group = attached("instance");
        register(group, target(NODE, 30080), target(NODE, 30081));
        deregister(group, target(NODE, 30081));

        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(
                sdk.elb.describeLoadBalancers().loadBalancers().get(0).loadBalancerArn()));

        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 unused Target.NotInUse");
    }

    @Test
    void aTargetInAZoneThatIsNotEnabledIsUnused() {
        TargetGroup group = attached("instance");
        register(group, target(SampleNetwork.instance("c"), 30080));
        standIn.advance(Duration.ofMinutes(10));

        assertThat(sdk.health(group)).containsExactly(SampleNetwork.instance("c") + ":30080 unused Target.NotInUse");
    }

    @Test
    void anInstanceThatStopsIsUnusedAndCannotBeRegistered() {
        TargetGroup group = attached("instance");
        register(group, target(NODE, 30080));
        AwsInstance node = SampleNetwork.create().instance(NODE).orElseThrow();
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsInstance(NODE, "stopped", node.interfaces(), node.tags()))
                .build());

        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 unused Target.InvalidState");
        refused("InvalidTarget", () -> register(group, target(NODE, 30082)));
        refused("InvalidTarget", () -> register(group, target("i-0bad", 30082)));
    }

    @Test
    void healthIsWhatATestSays() {
        TargetGroup group = attached("instance");
        register(group, target(NODE, 30080), target(NODE, 30081), target(SampleNetwork.instance("b"), 30080));
        standIn.advance(Duration.ofMinutes(10));
        standIn.setHealth(NODE, AwsTargetHealth.timingOut());
        standIn.setHealth(NODE, 30081, AwsTargetHealth.answering(503));

        assertThat(sdk.health(group))
                .containsExactly(
                        NODE + ":30080 unhealthy Target.Timeout",
                        NODE + ":30081 unhealthy Target.ResponseCodeMismatch",
                        SampleNetwork.instance("b") + ":30080 healthy");
        standIn.setHealth(NODE, AwsTargetHealth.healthy());
        standIn.setHealth(NODE, 30081, AwsTargetHealth.failing());
        assertThat(sdk.health(group))
                .contains(NODE + ":30080 healthy", NODE + ":30081 unhealthy Target.FailedHealthChecks");
    }

    private static TargetDescription everywhere(String address) {
        return target(address, 80).toBuilder().availabilityZone("all").build();
    }

    @Test
    void addressesAreOfASubnetOrSaidToBeEverywhere() {
        TargetGroup group = attached("ip");
        String ofNoSubnet = "10.0.64.9";
        register(
                group,
                target("10.0.128.99", 8080),
                target("10.0.128.99", 8081),
                everywhere("172.16.0.9"),
                everywhere(ofNoSubnet));
        standIn.advance(Duration.ofMinutes(10));

        assertThat(sdk.health(group))
                .containsExactly(
                        "10.0.128.99:8080 healthy",
                        "10.0.128.99:8081 healthy",
                        ofNoSubnet + ":80 healthy",
                        "172.16.0.9:80 healthy");
        assertThat(sdk.elb
                        .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                        .targetHealthDescriptions())
                .extracting(each -> each.target().availabilityZone())
                .containsExactlyInAnyOrder("all", "us-east-1a", "us-east-1a", "all");
        refused("ValidationError", () -> register(group, target("172.16.0.10", 80)));
        refused("ValidationError", () -> register(group, target("10.0.64.10", 80)));
        assertThat(refused("ValidationError", () -> register(group, everywhere("10.0.128.100"))))
                .contains("10.0.128.100", "us-east-1a", "overridden");
        refused("InvalidTarget", () -> register(group, everywhere("203.0.113.9")));
        refused("InvalidTarget", () -> register(group, target("2001:db8:0:100::9", 80)));
        refused("InvalidTarget", () -> register(group, target("node-1", 80)));
    }

    @Test
    void aTargetThatIsNotThereIsNotRegisteredAndNoErrorToLeave() {
        TargetGroup group = attached("ip");
        deregister(group, target("10.0.0.9", 80));

        assertThat(sdk.elb
                        .describeTargetHealth(request ->
                                request.targetGroupArn(group.targetGroupArn()).targets(target("10.0.0.9", 80)))
                        .targetHealthDescriptions())
                .singleElement()
                .satisfies(
                        each -> assertThat(each.targetHealth().reasonAsString()).isEqualTo("Target.NotRegistered"));
    }

    @Test
    void aCallRegistersAllOfItsTargetsOrNone() {
        TargetGroup group = attached("ip");

        refused("InvalidTarget", () -> register(group, target("10.0.128.99", 8080), target("nonsense", 8080)));

        assertThat(sdk.health(group)).isEmpty();
    }

    @Test
    void aGroupHoldsAThousandTargets() {
        TargetGroup group = attached("ip");
        TargetDescription[] many = IntStream.range(0, 1000)
                .mapToObj(number -> target("10.0.%d.%d".formatted(128 + number / 200, 1 + number % 200), 80))
                .toArray(TargetDescription[]::new);

        register(group, many);
        assertThat(sdk.health(group)).hasSize(1000);
        assertThat(refused("TooManyTargets", () -> register(group, target("10.0.144.1", 80))))
                .contains("TARGETS_PER_GROUP", "1000");
        TargetDescription[] tooMany =
                IntStream.range(0, 1001).mapToObj(number -> many[number % 1000]).toArray(TargetDescription[]::new);
        refused("ValidationError", () -> deregister(group, tooMany));
    }

    private static TargetDescription quic(String id, String serverId) {
        return TargetDescription.builder()
                .id(id)
                .port(443)
                .quicServerId(serverId)
                .build();
    }

    private List<String> serverIds(TargetGroup group) {
        return sdk
                .elb
                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(health -> health.target().quicServerId())
                .toList();
    }

    @Test
    void quicTargetsHaveServerIds() {
        TargetGroup group =
                sdk.targetGroup("quic", request -> request.protocol("QUIC").targetType("ip"));
        TargetGroup tcp =
                sdk.targetGroup("tcp", request -> request.protocol("TCP").targetType("ip"));

        refused("InvalidTarget", () -> register(group, target("10.0.128.99", 443)));
        refused("InvalidTarget", () -> register(tcp, quic("10.0.128.99", "0x00000000000000ab")));
        for (String malformed : List.of("0x00000000000000AB", "00000000000000ab", "0x0ab", "AAAAAAAAAKs=")) {
            refused("ValidationError", () -> register(group, quic("10.0.128.99", malformed)));
        }
        register(group, quic("10.0.128.99", "0x00000000000000ab"));
        assertThat(serverIds(group)).containsExactly("0x00000000000000ab");
    }

    @Test
    void serverIdsAreFixedWhileTheirTargetsAreRegistered() {
        TargetGroup group =
                sdk.targetGroup("quic", request -> request.protocol("TCP_QUIC").targetType("ip"));
        sdk.listener(sdk.loadBalancer("quic", request -> {}), 443, group);
        TargetDescription before = quic("10.0.128.99", "0x00000000000000ab");
        TargetDescription after = quic("10.0.128.99", "0x00000000000000cd");

        register(group, before);
        register(group, before);
        refused("ValidationError", () -> register(group, after));
        deregister(group, before);
        register(group, after);
        assertThat(serverIds(group)).containsExactly("0x00000000000000cd");
    }

    @Test
    void serverIdsAreThoseOfOneTargetOfAListener() {
        TargetGroup group =
                sdk.targetGroup("quic", request -> request.protocol("QUIC").targetType("ip"));
        TargetDescription first = quic("10.0.128.99", "0x00000000000000ab");
        TargetDescription second = quic("10.0.128.98", "0x00000000000000ab");

        refused("ValidationError", () -> register(group, first, second));
        register(group, first);
        refused("ValidationError", () -> register(group, second));
        deregister(group, first);
        register(group, second);
    }

    @Test
    void aListenerLeadsToNoServerIdTwice() {
        TargetGroup one =
                sdk.targetGroup("one", request -> request.protocol("QUIC").targetType("ip"));
        TargetGroup other =
                sdk.targetGroup("other", request -> request.protocol("QUIC").targetType("ip"));
        register(one, quic("10.0.128.99", "0x00000000000000ab"));
        register(other, quic("10.0.128.98", "0x00000000000000ab"));
        LoadBalancer loadBalancer = sdk.loadBalancer("quic", request -> {});

        refused("ValidationError", () -> sdk.listener(loadBalancer, 443, one, other));
        deregister(other, quic("10.0.128.98", "0x00000000000000ab"));
        sdk.listener(loadBalancer, 443, one, other);
        refused("ValidationError", () -> register(other, quic("10.0.128.98", "0x00000000000000ab")));
        register(other, quic("10.0.128.98", "0x00000000000000cd"));
    }

    @Test
    void sampleNodesAreOnePerZone() {
        assertThat(SampleNetwork.create().instances())
                .extracting(AwsInstance::id)
                .containsExactly(List.of("a", "b", "c").stream()
                        .map(SampleNetwork::instance)
                        .toArray(String[]::new));
        assertThat(SampleNetwork.create().instances())
                .allSatisfy(instance ->
                        assertThat(instance.tags()).isEqualTo(Map.of("kubernetes.io/cluster/demo", "owned")));
    }

    @Test
    void aGroupThatIsAttachedLaterStartsThen() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup group = sdk.targetGroup("shop", request -> {});
        register(group, target(NODE, 30080));
        standIn.advance(Duration.ofMinutes(10));
        sdk.listener(loadBalancer, 80, group);

        assertThat(sdk.health(group)).containsExactly(NODE + ":30080 initial Elb.RegistrationInProgress");
    }

    @Test
    void addressesOutsideArePrivateAndInstancesOfIpv6GroupsHaveIpv6() {
        TargetGroup group = attached("ip");
        TargetGroup six = sdk.targetGroup("six", request -> request.ipAddressType("ipv6"));

        refused(
                "InvalidTarget",
                () -> register(
                        group,
                        TargetDescription.builder()
                                .id("192.0.2.1")
                                .port(80)
                                .availabilityZone("all")
                                .build()));
        refused("InvalidTarget", () -> register(six, target(NODE, 30080)));
    }

    @Test
    void aTargetCountsOnceForEachGroupOfALoadBalancer() {
        try (AwsStandIn small = AwsStandIn.builder(SampleNetwork.create())
                        .quotas(AwsQuotas.standard().with(AwsQuotas.Quota.TARGETS_PER_LOAD_BALANCER, 3))
                        .start();
                Sdk clients = new Sdk(small.uri())) {
            LoadBalancer loadBalancer = clients.loadBalancer("shop", request -> {});
            TargetGroup one = clients.targetGroup("one", request -> {});
            TargetGroup two = clients.targetGroup("two", request -> {});
            clients.listener(loadBalancer, 80, one);
            clients.listener(loadBalancer, 81, two);
            clients.elb.registerTargets(
                    request -> request.targetGroupArn(one.targetGroupArn()).targets(target(NODE, 1), target(NODE, 2)));

            refused(
                    "TooManyTargets",
                    () -> clients.elb.registerTargets(request ->
                            request.targetGroupArn(two.targetGroupArn()).targets(target(NODE, 1), target(NODE, 2))));
            clients.elb.registerTargets(
                    request -> request.targetGroupArn(two.targetGroupArn()).targets(target(NODE, 1)));
        }
    }
}
