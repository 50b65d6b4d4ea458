package io.lbkit.aws.internal.driver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * The clients of the SDK, made at the first call: region and credentials come from the SDK's default chains then. They retry
 * nothing; the engine does. Safe for use by many threads.
 */
final class AwsClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final DriverSettings settings;
    private @Nullable ElasticLoadBalancingV2Client loadBalancing;
    private @Nullable Ec2Client ec2;
    private @Nullable CloudWatchClient cloudWatch;

    AwsClients(DriverSettings settings) {
        this.settings = settings;
    }

    synchronized ElasticLoadBalancingV2Client loadBalancing() {
        ElasticLoadBalancingV2Client client = loadBalancing;
        if (client == null) {
            client = configured(ElasticLoadBalancingV2Client.builder()).build();
            loadBalancing = client;
        }
        return client;
    }

    synchronized Ec2Client ec2() {
        Ec2Client client = ec2;
        if (client == null) {
            client = configured(Ec2Client.builder()).build();
            ec2 = client;
        }
        return client;
    }

    synchronized CloudWatchClient cloudWatch() {
        CloudWatchClient client = cloudWatch;
        if (client == null) {
            client = configured(CloudWatchClient.builder()).build();
            cloudWatch = client;
        }
        return client;
    }

    private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(B builder) {
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER));
    }

    @Override
    public synchronized void close() {
        if (loadBalancing != null) {
            loadBalancing.close();
            loadBalancing = null;
        }
        if (ec2 != null) {
            ec2.close();
            ec2 = null;
        }
        if (cloudWatch != null) {
            cloudWatch.close();
            cloudWatch = null;
        }
    }
}
