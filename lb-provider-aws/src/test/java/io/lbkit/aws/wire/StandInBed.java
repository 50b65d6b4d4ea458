package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.testkit.aws.AwsCall;
import io.lbkit.testkit.aws.AwsInstance;
import io.lbkit.testkit.aws.AwsInterface;
import io.lbkit.testkit.aws.AwsNetwork;
import io.lbkit.testkit.aws.AwsQuotas;
import io.lbkit.testkit.aws.AwsStandIn;
import io.lbkit.testkit.aws.SampleNetwork;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A stand-in with nodes. */
final class StandInBed extends Bed {
    final AwsStandIn standIn;

    private StandInBed(AwsStandIn standIn) {
        super(standIn.uri(), SampleNetwork.VPC);
        this.standIn = standIn;
    }

    static StandInBed withNodes(int nodes) {
        return withNodes(nodes, standIn -> standIn);
    }

    /** {@return a bed whose stand-in has other settings} */
    static StandInBed withNodes(int nodes, UnaryOperator<AwsStandIn.Builder> settings) {
        return new StandInBed(settings.apply(AwsStandIn.builder(network(nodes))
                        .quotas(AwsQuotas.standard()
                                .with(AwsQuotas.Quota.LOAD_BALANCERS, 1000)
                                .with(AwsQuotas.Quota.TARGETS_PER_GROUP, 10_000)
                                .with(AwsQuotas.Quota.TARGETS_PER_LOAD_BALANCER, 10_000)))
                .start());
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
        return "10.0." + (129 + number / 250) + "." + (1 + number % 250);
    }

    @Override
    List<String> privateSubnets() {
        return Stream.of("a", "b", "c").map(SampleNetwork::privateSubnet).toList();
    }

    @Override
    String instanceOf(int number) {
        return instance(number);
    }

    @Override
    String addressOf(int number) {
        return address(number);
    }

    @Override
    long calls() {
        return standIn.calls().size();
    }

    /** Closes everything; no test may make a call that the published policy does not allow. */
    @Override
    public void close() {
        super.close();
        standIn.close();
        assertThat(standIn.calls().stream().map(AwsCall::toString).distinct())
                .as("calls")
                .isSubsetOf(Policy.published().all());
        assertThat(standIn.failures()).as("faults of the stand-in").isEmpty();
    }
}
