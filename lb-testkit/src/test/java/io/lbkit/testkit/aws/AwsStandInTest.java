package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** One load balancer from its creation to its end, and what holds for all calls. */
class AwsStandInTest extends StandInFixture {
    @Test
    void aLoadBalancerServesItsTargetsUntilItIsDeleted() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup group = sdk.targetGroup("shop-80", request -> {});
        sdk.listener(loadBalancer, 80, group);
        sdk.elb.registerTargets(request -> request.targetGroupArn(group.targetGroupArn())
                .targets(TargetDescription.builder()
                        .id(SampleNetwork.instance("a"))
                        .build()));

        assertThat(loadBalancer.dnsName()).isEqualTo("shop-0000000000010001.elb.us-east-1.amazonaws.com");
        assertThat(loadBalancer.state().codeAsString()).isEqualTo("active");
        assertThat(sdk.health(group)).containsExactly(SampleNetwork.instance("a") + ":30080 healthy");

        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()));
        sdk.elb.deleteTargetGroup(request -> request.targetGroupArn(group.targetGroupArn()));

        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).isEmpty();
        assertThat(sdk.elb.describeTargetGroups().targetGroups()).isEmpty();
    }

    @Test
    void callsAreRecordedAsPoliciesNameThem() {
        sdk.elb.describeLoadBalancers();
        sdk.ec2.describeVpcs();
        assertThatThrownBy(() -> sdk.ec2.describeImages()).isInstanceOf(AwsServiceException.class);

        assertThat(standIn.calls())
                .extracting(AwsCall::toString)
                .containsExactly("elasticloadbalancing:DescribeLoadBalancers", "ec2:DescribeVpcs");
    }

    @Test
    void everyActionOfTheDataCanBeCarriedOut() {
        Set<String> known = new TreeSet<>();
        for (AwsService service : AwsService.values()) {
            service.model().actions().forEach(action -> known.add(new AwsCall(service, action).toString()));
        }

        assertThat(standIn.actions()).isEqualTo(known).hasSize(51);
    }

    @Test
    void errorsHaveCodesMessagesAndRequestIds() {
        assertThatThrownBy(() -> sdk.elb.describeLoadBalancers(request -> request.names("nothing")))
                .isInstanceOfSatisfying(LoadBalancerNotFoundException.class, error -> {
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("LoadBalancerNotFound");
                    assertThat(error.awsErrorDetails().errorMessage()).contains("'nothing'");
                    assertThat(error.requestId()).isEqualTo("00000000-0000-4000-8000-000000000000");
                    assertThat(error.statusCode()).isEqualTo(400);
                });
    }

    @Test
    void timeStandsStillUntilItIsMoved() {
        assertThat(standIn.now()).isEqualTo(standIn.now());

        standIn.advance(Duration.ofMinutes(3));

        assertThat(standIn.now()).isEqualTo("2026-01-01T00:03:00Z");
    }

    @Test
    void smallPagesMakeTheSameList() {
        try (AwsStandIn small =
                        AwsStandIn.builder(SampleNetwork.create()).pageLimit(2).start();
                Sdk clients = new Sdk(small.uri())) {
            List<String> names = List.of("one", "two", "three", "four", "five");
            names.forEach(name -> clients.loadBalancer(name, request -> {}));

            assertThat(clients.elb.describeLoadBalancersPaginator().loadBalancers())
                    .extracting(LoadBalancer::loadBalancerName)
                    .containsExactlyElementsOf(names);
            assertThat(clients.ec2.describeSubnetsPaginator().subnets()).hasSize(6);
            assertThat(clients.ec2.describeSubnets().subnets()).hasSize(2);
        }
    }
}
