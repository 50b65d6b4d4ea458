package io.lbkit.aws.wire;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.testkit.wire.FaultProxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/** Something that answers like AWS, a proxy for faults before it, and providers that call through the proxy. */
abstract class Bed implements AutoCloseable {
    static final String REGION = "us-east-1";

    /** Where the bed answers, past the proxy. */
    final URI uri;

    final FaultProxy proxy;
    final AwsProvider provider;
    private final String vpc;

    Bed(URI uri, String vpc) {
        this.uri = uri;
        this.vpc = vpc;
        this.proxy = FaultProxy.to(uri);
        this.provider = another();
    }

    /** {@return a provider of its own, as after a restart} */
    final AwsProvider another() {
        return AwsProvider.of(settings().build());
    }

    final AwsSettings.Builder settings() {
        return AwsSettings.builder()
                .region(REGION)
                .endpoint(proxy.uri())
                .vpcId(vpc)
                .controller(anyCluster());
    }

    /** The clusters of the conformance kit use the subnets of another one. */
    private static ControllerOptions anyCluster() {
        SortedSet<FeatureGate> gates = FeatureGate.onByDefault();
        gates.remove(FeatureGate.SUBNETS_CLUSTER_TAG_CHECK);
        return ControllerOptions.builder().featureGates(gates).build();
    }

    /** {@return a private subnet in each of three zones} */
    abstract List<String> privateSubnets();

    /** {@return the id of the instance that is a node, by a number from 1} */
    abstract String instanceOf(int number);

    /** {@return the address of the instance that is a node, by a number from 1} */
    abstract String addressOf(int number);

    /**
     * {@return what the bed answers otherwise than AWS, each with the difference: edits of the conformance kit by their names, and
     * annotations without their prefix}
     */
    Map<String, String> differences() {
        return Map.of();
    }

    /** {@return how many calls came so far} */
    abstract long calls();

    @Override
    public void close() {
        provider.close();
        proxy.close();
    }
}
