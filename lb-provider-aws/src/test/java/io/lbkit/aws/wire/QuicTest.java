package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.AwsTimes;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.cloud.VirtualClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/** Pods with server ids of QUIC, through the real SDK against a stand-in that refuses ids that are missing, taken or changed. */
class QuicTest {
    private static final String A = "0x00000000000000aa";
    private static final String B = "0x00000000000000bb";
    private static final String C = "0x00000000000000cc";

    private final VirtualClock clock = VirtualClock.at(VirtualClock.START);
    private final StandInBed bed =
            StandInBed.withNodes(1, standIn -> standIn.clock(clock).times(AwsTimes.slow()));
    private final Reconciler engine = World.reconciler(bed.provider, clock);
    private final Map<String, String> pods = new LinkedHashMap<>();
    private boolean besideTcp;

    @AfterEach
    void close() {
        bed.close();
    }

    /** {@return the pod of a number: its address} */
    private static String address(int number) {
        return "10.0.128." + (100 + number);
    }

    private QuicTest pod(int number, String id) {
        pods.put(address(number), id);
        return this;
    }

    private Service service() {
        Service.Builder service = Service.builder()
                .key(ServiceKey.of("shop", "quic"))
                .uid("0000-quic")
                .type(ServiceType.LOAD_BALANCER)
                .addPort(port("h3", Protocol.UDP));
        if (besideTcp) {
            service.addPort(port("https", Protocol.TCP))
                    .putAnnotation(World.PREFIX + "enable-tcp-udp-listener", "true");
        }
        Map.of(
                        "type", "external",
                        "nlb-target-type", "ip",
                        "quic-enabled-ports", "h3",
                        "disable-nlb-sg", "true")
                .forEach((name, value) -> service.putAnnotation(World.PREFIX + name, value));
        return service.build();
    }

    private static ServicePort port(String name, Protocol protocol) {
        return ServicePort.builder()
                .name(name)
                .port(443)
                .protocol(protocol)
                .targetPort(TargetPort.of(8443))
                .build();
    }

    private ClusterSnapshot cluster() {
        Service service = service();
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of("shop", "quic-1"))
                .serviceName(service.key().name())
                .addressType(AddressType.IPV4);
        service.ports()
                .forEach(port -> slice.addPort(EndpointPort.builder()
                        .name(port.name())
                        .protocol(port.protocol())
                        .port(8443)
                        .build()));
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder().podVariables(bed.provider.podVariables());
        pods.forEach((address, id) -> {
            String name = "quic-" + address.substring(address.lastIndexOf('.') + 1);
            slice.addEndpoint(Endpoint.builder()
                    .addAddress(address)
                    .targetRef(new TargetRef("Pod", name, Optional.empty()))
                    .build());
            Container.Builder container = Container.builder().name("server");
            if (!id.isEmpty()) {
                container.addVariable(EnvVariable.of("AWS_LBC_QUIC_SERVER_ID", id));
            }
            cluster.add(Pod.builder()
                    .key(ObjectKey.of("shop", name))
                    .addIp(IpAddress.parse(address))
                    .addContainer(container.build())
                    .build());
        });
        cluster.add(service).add(slice.build());
        for (ObjectType type : ObjectType.values()) {
            cluster.covering(type, Coverage.COMPLETE);
        }
        return cluster.build();
    }

    /** What is made is seen late, so one round may not be enough. */
    private void applied() {
        Plan plan = engine.plan(cluster());
        for (int round = 1; round <= 10 && !plan.isEmpty(); round++) {
            engine.apply(plan);
            clock.advance(Duration.ofMinutes(1));
            plan = engine.plan(cluster());
        }
        assertThat(plan.steps()).isEmpty();
    }

    /** {@return the server ids of the targets, with their states where they leave} */
    private Map<String, String> targets() {
        Map<String, String> targets = new TreeMap<>();
        try (Console console = new Console(bed.standIn.uri())) {
            console
                    .elb
                    .describeTargetHealth(request -> request.targetGroupArn(group()))
                    .targetHealthDescriptions()
                    .stream()
                    .filter(target -> !target.targetHealth().stateAsString().equals("draining"))
                    .map(target -> target.target())
                    .forEach((TargetDescription target) -> targets.put(target.id(), target.quicServerId()));
        }
        return targets;
    }

    private String group() {
        return bed.provider.observe(ObservationScope.cluster(SampleNetwork.CLUSTER)).actual().resources().stream()
                .filter(resource -> resource.kind().equals(AwsKinds.TARGET_GROUP))
                .findFirst()
                .flatMap(Resource::cloudId)
                .orElseThrow();
    }

    @Test
    @DisplayName("pods with ids are targets, others are not, and what exists needs no step")
    void registered() {
        pod(1, A).pod(2, "AAAAAAAAALs=").pod(3, "").pod(4, "nonsense").applied();
        assertThat(targets()).isEqualTo(Map.of(address(1), A, address(2), B));
    }

    @Test
    @DisplayName("TCP and QUIC on one port have targets with ids too")
    void tcpQuic() {
        besideTcp = true;
        pod(1, A).pod(2, B).applied();
        assertThat(targets()).isEqualTo(Map.of(address(1), A, address(2), B));
    }

    @Test
    @DisplayName("a target whose id changes is registered again")
    void changed() {
        pod(1, A).pod(2, B).applied();
        pod(1, C).applied();
        assertThat(targets()).isEqualTo(Map.of(address(1), C, address(2), B));
    }

    @Test
    @DisplayName("targets that exchange their ids are out of each other's way")
    void exchanged() {
        pod(1, A).pod(2, B).pod(3, C).applied();
        pod(1, B).pod(2, A).applied();
        assertThat(targets()).isEqualTo(Map.of(address(1), B, address(2), A, address(3), C));
    }

    @Test
    @DisplayName("a pod takes over the id of one that has gone")
    void takenOver() {
        pod(1, A).pod(2, B).applied();
        pods.remove(address(1));
        pod(3, A).applied();
        assertThat(targets()).isEqualTo(Map.of(address(2), B, address(3), A));
    }

    @Test
    @DisplayName("of two pods with one id, the one that is registered stays; of two that are not, neither comes")
    void claimedTwice() {
        pod(1, A).applied();
        pod(2, A).pod(3, B).pod(4, B).applied();
        assertThat(targets()).isEqualTo(Map.of(address(1), A));
    }

    @Test
    @DisplayName("where the pods are not known, no target comes or goes")
    void unknownPods() {
        pod(1, A).pod(2, B).applied();
        pods.remove(address(2));
        pod(3, C);
        ClusterSnapshot unknown = cluster().covering(ObjectType.POD, Coverage.UNKNOWN);
        assertThat(engine.plan(unknown).steps()).isEmpty();
    }
}
