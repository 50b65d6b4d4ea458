package io.lbkit.testkit.aws;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** The real clients, without retries, and what most tests need first. */
final class Sdk implements AutoCloseable {
    final ElasticLoadBalancingV2Client elb;
    final Ec2Client ec2;

    Sdk(URI endpoint) {
        elb = configured(ElasticLoadBalancingV2Client.builder(), endpoint).build();
        ec2 = configured(Ec2Client.builder(), endpoint).build();
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    LoadBalancer loadBalancer(String name, Consumer<CreateLoadBalancerRequest.Builder> more) {
        return elb.createLoadBalancer(request -> {
                    request.name(name)
                            .type(LoadBalancerTypeEnum.NETWORK)
                            .subnets(SampleNetwork.publicSubnet("a"), SampleNetwork.publicSubnet("b"));
                    more.accept(request);
                })
                .loadBalancers()
                .get(0);
    }

    TargetGroup targetGroup(String name, Consumer<CreateTargetGroupRequest.Builder> more) {
        return elb.createTargetGroup(request -> {
                    request.name(name).protocol(ProtocolEnum.TCP).port(30080).vpcId(SampleNetwork.VPC);
                    more.accept(request);
                })
                .targetGroups()
                .get(0);
    }

    String listener(LoadBalancer loadBalancer, int port, TargetGroup... groups) {
        List<TargetGroupTuple> tuples = Arrays.stream(groups)
                .map(group -> TargetGroupTuple.builder()
                        .targetGroupArn(group.targetGroupArn())
                        .weight(groups.length == 1 ? null : 1)
                        .build())
                .toList();
        return elb.createListener(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn())
                        .protocol(groups[0].protocol())
                        .port(port)
                        .defaultActions(
                                action -> action.type("forward").forwardConfig(config -> config.targetGroups(tuples))))
                .listeners()
                .get(0)
                .listenerArn();
    }

    /** {@return state and reason of the targets of a group, for example {@code i-0a:80 initial Elb.InitialHealthChecking}} */
    List<String> health(TargetGroup group) {
        return elb
                .describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(each -> each.target().id() + ":" + each.target().port() + " "
                        + each.targetHealth().stateAsString()
                        + (each.targetHealth().reason() == null
                                ? ""
                                : " " + each.targetHealth().reasonAsString()))
                .toList();
    }

    @Override
    public void close() {
        elb.close();
        ec2.close();
    }
}
