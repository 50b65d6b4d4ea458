package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.waiters.ElasticLoadBalancingV2Waiter;

/** What was created cannot be seen at once. */
class VisibilityTest extends StandInFixture {
    VisibilityTest() {
        super(AwsStandIn.builder(SampleNetwork.create()).times(AwsTimes.slow()).start());
    }

    @Test
    void aLoadBalancerIsSeenAfterAWhile() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup group = sdk.targetGroup("shop", request -> {});

        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).isEmpty();
        assertThat(sdk.elb.describeTargetGroups().targetGroups()).isEmpty();
        refused("LoadBalancerNotFound", () -> sdk.elb.describeLoadBalancers(request -> request.names("shop")));
        refused("LoadBalancerNotFound", () -> sdk.listener(loadBalancer, 80, group));
        refused("TargetGroupNotFound", () -> sdk.health(group));
        standIn.advance(Duration.ofSeconds(3));
        sdk.listener(loadBalancer, 80, group);
        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).hasSize(1);
    }

    @Test
    void aSecondCreationFindsWhatCannotBeSeen() {
        LoadBalancer first = sdk.loadBalancer("shop", request -> {});

        assertThat(sdk.loadBalancer("shop", request -> {}).loadBalancerArn()).isEqualTo(first.loadBalancerArn());
    }

    @Test
    void aSecurityGroupIsSeenAfterAWhile() {
        String group = sdk.ec2
                .createSecurityGroup(
                        request -> request.groupName("new").description("new").vpcId(SampleNetwork.VPC))
                .groupId();

        refused("InvalidGroup.NotFound", () -> sdk.ec2.describeSecurityGroups(request -> request.groupIds(group)));
        refused("InvalidSecurityGroup", () -> sdk.loadBalancer("shop", request -> request.securityGroups(group)));
        standIn.advance(Duration.ofSeconds(3));
        sdk.loadBalancer("shop", request -> request.securityGroups(group));
    }

    @Test
    void requestsCanMoveTheClockSoThatWaitersEnd() {
        try (AwsStandIn moving = AwsStandIn.builder(SampleNetwork.create())
                        .times(AwsTimes.slow().withRequest(Duration.ofMinutes(1)))
                        .start();
                Sdk clients = new Sdk(moving.uri());
                ElasticLoadBalancingV2Waiter waiter = ElasticLoadBalancingV2Waiter.builder()
                        .client(clients.elb)
                        .overrideConfiguration(
                                config -> config.maxAttempts(3).backoffStrategyV2(attempt -> Duration.ZERO))
                        .build()) {
            clients.loadBalancer("shop", request -> {});

            assertThat(waiter.waitUntilLoadBalancerAvailable(request -> request.names("shop"))
                            .attemptsExecuted())
                    .isEqualTo(2);
        }
    }
}
