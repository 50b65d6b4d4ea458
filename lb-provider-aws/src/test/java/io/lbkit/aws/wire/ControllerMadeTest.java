package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.aws.SampleNetwork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** What the AWS Load Balancer Controller made is as LBKit wants it: names, tags, settings and rules. */
class ControllerMadeTest {
    private static final String CLUSTER = SampleNetwork.CLUSTER;
    private static final String UID = "0000-1";
    private static final int NODES = 2;

    private final StandInBed bed = StandInBed.withNodes(NODES);
    private final Console console = new Console(bed.standIn.uri());

    @AfterEach
    void close() {
        console.close();
        bed.close();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> tags(String resource) {
        return Map.of(
                "elbv2.k8s.aws/cluster", CLUSTER,
                "service.k8s.aws/stack", "shop/web-1",
                "service.k8s.aws/resource", resource);
    }

    private static List<Tag> elbTags(String resource) {
        return tags(resource).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private String group(String name, String description, Map<String, String> tags) {
        return console.ec2
                .createSecurityGroup(request -> request.groupName(name)
                        .description(description)
                        .vpcId(SampleNetwork.VPC)
                        .tagSpecifications(specification -> specification
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(tags.entrySet().stream()
                                        .map(tag -> software.amazon.awssdk.services.ec2.model.Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList())))
                .groupId();
    }

    /** {@return the ARN of the target group} */
    private String make() {
        return make(30001, 30001);
    }

    /**
     * Makes it with one span of ports for the nodes, as the controller does for all Services of the cluster.
     *
     * @return the ARN of the target group
     */
    private String make(int firstPort, int lastPort) {
        String frontend = group(
                "k8s-shop-web1-" + hash(CLUSTER + "web-1" + "shop" + UID),
                "[k8s] Managed SecurityGroup for LoadBalancer",
                tags("ManagedLBSecurityGroup"));
        console.ec2.authorizeSecurityGroupIngress(request -> request.groupId(frontend)
                .ipPermissions(permission -> permission
                        .ipProtocol("tcp")
                        .fromPort(80)
                        .toPort(80)
                        .ipRanges(range -> range.cidrIp("0.0.0.0/0").description(""))));
        String shared = group(
                "k8s-traffic-" + CLUSTER + "-" + hash(CLUSTER),
                "[k8s] Shared Backend SecurityGroup for LoadBalancer",
                Map.of("elbv2.k8s.aws/cluster", CLUSTER, "elbv2.k8s.aws/resource", "backend-sg"));
        console.ec2.authorizeSecurityGroupIngress(request -> request.groupId(SampleNetwork.NODE_SECURITY_GROUP)
                .ipPermissions(permission -> permission
                        .ipProtocol("tcp")
                        .fromPort(firstPort)
                        .toPort(lastPort)
                        .userIdGroupPairs(
                                pair -> pair.groupId(shared).description("elbv2.k8s.aws/targetGroupBinding=shared"))));
        String targetGroup = console.elb
                .createTargetGroup(request -> request.name("k8s-shop-web1-"
                                + hash(CLUSTER + UID + "30001" + "80" + "instance" + "TCP" + "TCP" + "10"))
                        .targetType("instance")
                        .protocol("TCP")
                        .port(30001)
                        .vpcId(SampleNetwork.VPC)
                        .ipAddressType("ipv4")
                        .healthCheckProtocol("TCP")
                        .healthCheckPort("traffic-port")
                        .healthCheckIntervalSeconds(10)
                        .healthCheckTimeoutSeconds(10)
                        .healthyThresholdCount(3)
                        .unhealthyThresholdCount(3)
                        .tags(elbTags("shop/web-1:80")))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        console.elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(targetGroup)
                .attributes(
                        attribute -> attribute.key("proxy_protocol_v2.enabled").value("false")));
        String loadBalancer = console.elb
                .createLoadBalancer(request -> request.name("k8s-shop-web1-" + hash(CLUSTER + UID + "internal"))
                        .type("network")
                        .scheme("internal")
                        .ipAddressType("ipv4")
                        .subnets(
                                SampleNetwork.privateSubnet("a"),
                                SampleNetwork.privateSubnet("b"),
                                SampleNetwork.privateSubnet("c"))
                        .securityGroups(frontend, shared)
                        .tags(elbTags("LoadBalancer")))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        console.elb.createListener(request -> request.loadBalancerArn(loadBalancer)
                .port(80)
                .protocol("TCP")
                .tags(elbTags("80"))
                .defaultActions(action -> action.type("forward")
                        .forwardConfig(forward -> forward.targetGroups(target -> target.targetGroupArn(targetGroup)))));
        for (int number = 1; number <= NODES; number++) {
            String instance = StandInBed.instance(number);
            console.elb.registerTargets(request -> request.targetGroupArn(targetGroup)
                    .targets(target -> target.id(instance).port(30001)));
        }
        return targetGroup;
    }

    private static ClusterSnapshot cluster() {
        return World.cluster(NODES, World.service(1, Map.of()));
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " " + step.resource() + " " + step.attributes())
                .toList();
    }

    @Test
    void whatTheControllerMadePlansToNothing() {
        make();

        Plan plan = World.reconciler(bed.provider).plan(cluster());

        assertThat(plan.findings().stream().filter(finding -> finding.blocks())).isEmpty();
        assertThat(told(plan)).isEmpty();
    }

    /** The probes go to another port than the traffic, and both are in one span. */
    private static ClusterSnapshot probedElsewhere(int port) {
        return World.cluster(NODES, World.service(1, Map.of("healthcheck-port", String.valueOf(port))));
    }

    private List<String> rulesOfNodes() {
        return console
                .ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(SampleNetwork.NODE_SECURITY_GROUP)))
                .securityGroupRules()
                .stream()
                .filter(rule -> !rule.isEgress() && rule.referencedGroupInfo() != null)
                .map(rule -> rule.ipProtocol() + " " + rule.fromPort() + "-" + rule.toPort())
                .sorted()
                .toList();
    }

    @Test
    void aSpanOfPortsOfTheControllerDoesForTheSinglePorts() {
        make(30001, 31900);
        Reconciler engine = World.reconciler(bed.provider);
        Plan plan = engine.plan(probedElsewhere(31900));

        assertThat(told(plan)).noneMatch(step -> step.contains("Ingress"));
        engine.apply(plan);

        assertThat(told(engine.plan(probedElsewhere(31900)))).isEmpty();
        assertThat(rulesOfNodes()).contains("tcp 30001-31900");
    }

    @Test
    void aSpanThatIsWiderThanThePortsIsNarrowedToThem() {
        make(30001, 31901);
        Reconciler engine = World.reconciler(bed.provider);

        engine.reconcile(probedElsewhere(31900));

        assertThat(told(engine.plan(probedElsewhere(31900)))).isEmpty();
        assertThat(rulesOfNodes())
                .contains("tcp 30001-30001", "tcp 31900-31900")
                .doesNotContain("tcp 30001-31901");
    }

    @Test
    void anEditOfItIsHealedAndTheRestStays() {
        String targetGroup = make();
        console.elb.modifyTargetGroup(
                request -> request.targetGroupArn(targetGroup).healthyThresholdCount(5));
        Reconciler engine = World.reconciler(bed.provider);

        Plan plan = engine.plan(cluster());
        engine.apply(plan);

        assertThat(plan.steps()).hasSize(1);
        assertThat(told(engine.plan(cluster()))).isEmpty();
    }

    @Test
    void allOfItGoesWithTheService() {
        make();
        Reconciler engine = World.reconciler(bed.provider);

        engine.reconcile(World.cluster(NODES));

        assertThat(console.elb.describeLoadBalancers(request -> {}).loadBalancers())
                .isEmpty();
        assertThat(console.elb.describeTargetGroups(request -> {}).targetGroups())
                .isEmpty();
        assertThat(console.ec2.describeSecurityGroups(request -> {}).securityGroups().stream()
                        .map(group -> group.groupName()))
                .noneMatch(name -> name.startsWith("k8s-"));
    }
}
