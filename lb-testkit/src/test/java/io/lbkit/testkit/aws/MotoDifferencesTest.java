package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateTargetGroupNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Shows the differences that {@code docs/reference/aws-test-beds.md} lists, each by the test of its name. A test that fails here
 * means that the emulator has become better, and a row can go.
 */
@Timeout(120)
class MotoDifferencesTest {
    private static MotoServer moto;

    private Sdk sdk;
    private String vpc;
    private String subnet;

    @BeforeAll
    static void start() {
        moto = MotoServer.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void create() {
        moto.reset();
        sdk = new Sdk(moto.uri());
        vpc = sdk.ec2
                .createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                .vpc()
                .vpcId();
        subnet = sdk.ec2
                .createSubnet(
                        request -> request.vpcId(vpc).cidrBlock("10.0.0.0/20").availabilityZone("us-east-1a"))
                .subnet()
                .subnetId();
    }

    @AfterEach
    void close() {
        sdk.close();
    }

    private LoadBalancer loadBalancer(String name, Consumer<CreateLoadBalancerRequest.Builder> more) {
        return sdk.loadBalancer(name, request -> {
            request.subnets(subnet);
            more.accept(request);
        });
    }

    private TargetGroup targetGroup(String name) {
        return sdk.targetGroup(name, request -> request.vpcId(vpc).targetType("ip"));
    }

    private TargetGroup attached() {
        TargetGroup group = targetGroup("shop");
        sdk.listener(loadBalancer("shop", request -> {}), 80, group);
        return group;
    }

    private void register(TargetGroup group, String id, int port) {
        sdk.elb.registerTargets(request -> request.targetGroupArn(group.targetGroupArn())
                .targets(TargetDescription.builder().id(id).port(port).build()));
    }

    @Test
    @Tag("difference")
    void arnsOfNetworkLoadBalancersSayApp() {
        assertThat(loadBalancer("shop", request -> {}).loadBalancerArn()).contains(":loadbalancer/app/shop/");
    }

    @Test
    @Tag("difference")
    void aSecondLoadBalancerOfTheNameIsMade() {
        loadBalancer("shop", request -> {});
        loadBalancer("shop", request -> {});

        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).hasSize(2);
    }

    @Test
    @Tag("difference")
    void longNamesOfLoadBalancersAreAccepted() {
        assertThat(loadBalancer("a".repeat(33), request -> {}).loadBalancerArn())
                .isNotNull();
    }

    @Test
    @Tag("difference")
    void unknownSecurityGroupsAreAccepted() {
        assertThat(loadBalancer("shop", request -> request.securityGroups("sg-0bad"))
                        .securityGroups())
                .containsExactly("sg-0bad");
    }

    @Test
    @Tag("difference")
    void unknownSubnetsHaveTheCodeOfEc2() {
        assertThatThrownBy(() -> loadBalancer("shop", request -> request.subnets("subnet-0bad")))
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidSubnetID.NotFound"));
    }

    @Test
    @Tag("difference")
    void deletionProtectionIsNotEnforced() {
        String arn = loadBalancer("shop", request -> {}).loadBalancerArn();
        sdk.elb.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(arn)
                .attributes(each -> each.key("deletion_protection.enabled").value("true")));

        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn));

        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).isEmpty();
    }

    @Test
    @Tag("difference")
    void aRepeatedTargetGroupIsADuplicate() {
        targetGroup("shop");

        assertThatThrownBy(() -> targetGroup("shop")).isInstanceOf(DuplicateTargetGroupNameException.class);
    }

    @Test
    @Tag("difference")
    void targetsAreToldApartByIdAlone() {
        TargetGroup group = attached();
        register(group, "10.0.0.9", 8080);
        register(group, "10.0.0.9", 8081);

        assertThat(sdk.health(group)).singleElement().asString().startsWith("10.0.0.9:8081");
    }

    @Test
    @Tag("difference")
    void targetsOfAGroupThatNobodyUsesAreNotUnused() {
        TargetGroup group = targetGroup("shop");
        register(group, "10.0.0.9", 8080);

        assertThat(sdk.health(group)).singleElement().asString().doesNotContain("unused");
    }

    @Test
    @Tag("difference")
    void targetsThatLeaveAreGoneAtOnce() {
        TargetGroup group = attached();
        register(group, "10.0.0.9", 8080);
        sdk.elb.deregisterTargets(request -> request.targetGroupArn(group.targetGroupArn())
                .targets(TargetDescription.builder().id("10.0.0.9").port(8080).build()));

        assertThat(sdk.health(group)).isEmpty();
    }

    @Test
    @Tag("difference")
    void codesOfChecksOfTcpCannotChange() {
        TargetGroup group = targetGroup("shop");
        sdk.elb.modifyTargetGroup(request -> request.targetGroupArn(group.targetGroupArn())
                .healthCheckProtocol("HTTP")
                .healthCheckPath("/")
                .matcher(codes -> codes.httpCode("200-399")));

        assertThat(sdk.elb
                        .describeTargetGroups(request -> request.targetGroupArns(group.targetGroupArn()))
                        .targetGroups())
                .singleElement()
                .satisfies(changed -> assertThat(changed.matcher()).isNull());
    }

    @Test
    @Tag("difference")
    void zonesOfTargetsAreNotTold() {
        TargetGroup group = attached();
        sdk.elb.registerTargets(request -> request.targetGroupArn(group.targetGroupArn())
                .targets(TargetDescription.builder()
                        .id("192.168.0.9")
                        .port(8080)
                        .availabilityZone("all")
                        .build()));

        assertThat(sdk.elb
                        .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                        .targetHealthDescriptions())
                .singleElement()
                .satisfies(
                        target -> assertThat(target.target().availabilityZone()).isNull());
    }

    @Test
    @Tag("difference")
    void anUnknownTargetCannotLeave() {
        TargetGroup group = attached();

        StandInFixture.refused(
                "InvalidTarget",
                () -> sdk.elb.deregisterTargets(request -> request.targetGroupArn(group.targetGroupArn())
                        .targets(TargetDescription.builder()
                                .id("10.0.0.9")
                                .port(8080)
                                .build())));
    }

    @Test
    @Tag("difference")
    void aPortCanHaveTwoListeners() {
        LoadBalancer loadBalancer = loadBalancer("shop", request -> {});
        sdk.listener(loadBalancer, 80, targetGroup("one"));
        sdk.listener(loadBalancer, 80, targetGroup("two"));

        assertThat(sdk.elb
                        .describeListeners(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                        .listeners())
                .hasSize(2);
    }

    @Test
    @Tag("difference")
    void listenersOfTcpHaveAPolicyOfTls() {
        LoadBalancer loadBalancer = loadBalancer("shop", request -> {});
        sdk.listener(loadBalancer, 80, targetGroup("one"));

        assertThat(sdk.elb
                        .describeListeners(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                        .listeners()
                        .get(0)
                        .sslPolicy())
                .isEqualTo("ELBSecurityPolicy-2016-08");
    }

    @Test
    @Tag("difference")
    void protocolsNeedNotGoTogether() {
        LoadBalancer loadBalancer = loadBalancer("shop", request -> {});
        TargetGroup group = targetGroup("shop");

        assertThat(sdk.elb
                        .createListener(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn())
                                .protocol("UDP")
                                .port(53)
                                .defaultActions(
                                        action -> action.type("forward").targetGroupArn(group.targetGroupArn())))
                        .listeners())
                .hasSize(1);
    }

    @Test
    @Tag("difference")
    void pagesOfTargetGroupsAreOne() {
        IntStream.range(0, 3).forEach(number -> targetGroup("group-" + number));

        assertThat(sdk.elb.describeTargetGroups(request -> request.pageSize(1)).targetGroups())
                .hasSize(3);
    }

    @Test
    @Tag("difference")
    void tagsOfManyObjectsAreTold() {
        String arn = targetGroup("shop").targetGroupArn();

        assertThat(sdk.elb
                        .describeTags(request -> request.resourceArns(Collections.nCopies(21, arn)))
                        .tagDescriptions())
                .isNotEmpty();
    }

    @Test
    @Tag("difference")
    void aSecurityGroupInUseCanBeDeleted() {
        String group = sdk.ec2
                .createSecurityGroup(
                        request -> request.groupName("g").description("g").vpcId(vpc))
                .groupId();
        loadBalancer("shop", request -> request.securityGroups(group));

        sdk.ec2.deleteSecurityGroup(request -> request.groupId(group));

        assertThat(sdk.ec2.describeSecurityGroups().securityGroups())
                .noneMatch(each -> each.groupId().equals(group));
    }

    @Test
    void everyDifferenceIsOnThePageAndOnlyThose() throws IOException {
        Set<String> tested = Arrays.stream(MotoDifferencesTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Tag.class))
                .map(method -> method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> page = Files.readAllLines(Path.of("../docs/reference/aws-test-beds.md"));
        Pattern name = Pattern.compile("\\| `(\\w+)` \\|.*");

        assertThat(page.stream().map(name::matcher).filter(Matcher::matches).map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(tested);
    }
}
