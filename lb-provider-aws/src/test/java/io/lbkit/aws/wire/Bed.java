package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.testkit.aws.AwsCall;
import io.lbkit.testkit.aws.AwsInstance;
import io.lbkit.testkit.aws.AwsInterface;
import io.lbkit.testkit.aws.AwsNetwork;
import io.lbkit.testkit.aws.AwsStandIn;
import io.lbkit.testkit.aws.AwsTimes;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.wire.FaultProxy;
import java.util.List;
import java.util.Map;

/** A stand-in with nodes, a proxy for faults before it, and providers that call through the proxy. */
final class Bed implements AutoCloseable {
    static final String REGION = "us-east-1";

    final AwsStandIn standIn;
    final FaultProxy proxy;
    final AwsProvider provider;

    private Bed(AwsStandIn standIn) {
        this.standIn = standIn;
        this.proxy = FaultProxy.to(standIn.uri());
        this.provider = another();
    }

    static Bed withNodes(int nodes) {
        return withNodes(nodes, AwsTimes.instant());
    }

    static Bed withNodes(int nodes, AwsTimes times) {
        return new Bed(AwsStandIn.builder(network(nodes)).times(times).start());
    }

    static AwsNetwork network(int nodes) {
        AwsNetwork.Builder network = SampleNetwork.create().toBuilder();
        for (int number = 1; number <= nodes; number++) {
            AwsInterface primary = new AwsInterface(
                    "eni-%017x".formatted(0xE00000 + number),
                    SampleNetwork.privateSubnet("a"),
                    List.of(address(number)),
                    List.of(),
                    List.of(),
                    List.of(SampleNetwork.NODE_SECURITY_GROUP),
                    Map.of());
            network.add(new AwsInstance(
                    instance(number),
                    "running",
                    List.of(primary),
                    Map.of("kubernetes.io/cluster/" + SampleNetwork.CLUSTER, "owned")));
        }
        return network.build();
    }

    static String instance(int number) {
        return "i-%017x".formatted(0x100000 + number);
    }

    static String address(int number) {
        return "10.0." + (128 + number / 250) + "." + (20 + number % 230);
    }

    /** {@return a provider of its own, as after a restart} */
    AwsProvider another() {
        return AwsProvider.of(settings().build());
    }

    AwsSettings.Builder settings() {
        return AwsSettings.builder().region(REGION).endpoint(proxy.uri()).vpcId(SampleNetwork.VPC);
    }

    /** Closes everything; no test may make a call that the published policy does not allow. */
    @Override
    public void close() {
        provider.close();
        proxy.close();
        standIn.close();
        assertThat(standIn.calls().stream().map(AwsCall::toString).distinct())
                .as("calls")
                .isSubsetOf(Policy.published().all());
        assertThat(standIn.failures()).as("faults of the stand-in").isEmpty();
    }
}
