package io.lbkit.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the values of the cluster view answer. */
class ClusterValuesTest {
    private static final ServicePort HTTP = ServicePort.builder().port(80).build();

    @Test
    void aServiceHasTheDefaultsOfTheApiServer() {
        Service service = Service.builder().key("shop", "web").addPort(HTTP).build();
        assertThat(service.type()).isEqualTo(ServiceType.CLUSTER_IP);
        assertThat(service.externalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
        assertThat(service.sessionAffinity()).isEqualTo(SessionAffinity.NONE);
        assertThat(service.allocateLoadBalancerNodePorts()).isTrue();
        assertThat(service.effectiveFamilies()).containsExactly(IpFamily.IPV4);
        assertThat(HTTP.protocol()).isEqualTo(Protocol.TCP);
        assertThat(HTTP.targetPort()).isEqualTo(TargetPort.of(80));
        assertThat(HTTP.label()).isEqualTo("TCP/80");
    }

    @Test
    void oneNumberMayServeTwoProtocols() {
        ServicePort tcp =
                ServicePort.builder().from(HTTP).name("a").nodePort(30_080).build();
        ServicePort udp =
                ServicePort.builder().from(tcp).name("b").protocol(Protocol.UDP).build();
        assertThat(Service.builder()
                        .key("shop", "web")
                        .addPorts(tcp, udp)
                        .build()
                        .ports())
                .containsExactly(tcp, udp);
    }

    @Test
    void aServiceThatIsBeingDeletedWantsNoLoadBalancer() {
        Service service = Service.builder()
                .key("shop", "web")
                .type(ServiceType.LOAD_BALANCER)
                .addPort(HTTP)
                .build();
        assertThat(service.wantsLoadBalancer()).isTrue();
        assertThat(Service.builder()
                        .from(service)
                        .deletionRequested(Instant.EPOCH)
                        .build()
                        .wantsLoadBalancer())
                .isFalse();
        assertThat(Service.builder()
                        .from(service)
                        .type(ServiceType.NODE_PORT)
                        .build()
                        .wantsLoadBalancer())
                .isFalse();
    }

    @Test
    void anEndpointHasTheDefaultsOfItsConditions() {
        Endpoint endpoint = Endpoint.builder().addAddress("10.0.0.1").build();
        assertThat(endpoint.isReady()).isTrue();
        assertThat(endpoint.isServing()).isTrue();
        assertThat(endpoint.isTerminating()).isFalse();
    }

    @Test
    void aReferenceNamesAPodOnlyIfAPodCanHaveItsName() {
        assertThat(new TargetRef("Pod", "web-1", Optional.empty()).pod("shop")).contains(ObjectKey.of("shop", "web-1"));
        assertThat(new TargetRef("Node", "web-1", Optional.empty()).pod("shop")).isEmpty();
        assertThat(new TargetRef("Pod", "", Optional.empty()).pod("shop")).isEmpty();
        assertThat(new TargetRef("Pod", "shop/web-1", Optional.empty()).pod("shop"))
                .isEmpty();
    }

    @Test
    void aSliceMayHoldAThousandEndpoints() {
        Endpoint endpoint = Endpoint.builder().addAddress("10.0.0.1").build();
        EndpointSlice slice = EndpointSlice.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .addressType(AddressType.IPV4)
                .endpoints(Collections.nCopies(1000, endpoint))
                .build();
        assertThat(slice.endpoints()).hasSize(1000);
        assertThat(slice.service()).isEmpty();
    }

    @Test
    void aNodeTellsZoneReadinessAndAddress() {
        Node node = Node.builder()
                .name("worker-1")
                .putLabel(Node.ZONE_LABEL, "a")
                .putCondition("Ready", Condition.of(ConditionStatus.FALSE))
                .addAddresses(
                        new NodeAddress(NodeAddress.Type.EXTERNAL_IP, IpAddress.parse("192.0.2.1")),
                        new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse("2001:db8::1")),
                        new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse("10.0.0.1")))
                .build();
        assertThat(node.zone()).contains("a");
        assertThat(node.ready()).isEqualTo(ConditionStatus.FALSE);
        assertThat(node.internalAddress(IpFamily.IPV4)).contains(IpAddress.parse("10.0.0.1"));
        assertThat(node.internalAddress(IpFamily.IPV6)).contains(IpAddress.parse("2001:db8::1"));

        Node bare =
                Node.builder().name("worker-2").putLabel(Node.ZONE_LABEL, "").build();
        assertThat(bare.zone()).isEmpty();
        assertThat(bare.ready()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(bare.internalAddress(IpFamily.IPV4)).isEmpty();
    }

    @Test
    void aNamedPortIsFoundByProtocolInRegularContainersFirst() {
        Container sidecar = Container.builder()
                .name("mesh")
                .sidecar(true)
                .addPort(new ContainerPort("http", 15_000, Protocol.TCP))
                .build();
        Container server = Container.builder()
                .name("server")
                .addPort(new ContainerPort("http", 8081, Protocol.UDP))
                .addPort(new ContainerPort("http", 8080, Protocol.TCP))
                .build();
        Pod pod = Pod.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .addContainers(sidecar, server)
                .build();
        assertThat(pod.resolve(TargetPort.named("http"), Protocol.TCP)).hasValue(8080);
        assertThat(pod.resolve(TargetPort.named("http"), Protocol.UDP)).hasValue(8081);
        assertThat(pod.resolve(TargetPort.named("http"), Protocol.SCTP)).isEmpty();
        assertThat(pod.resolve(TargetPort.of(99), Protocol.TCP)).hasValue(99);
    }

    @Test
    void aSelectorNeedsEveryLabelAndEveryExpression() {
        LabelSelector selector = LabelSelector.builder()
                .putMatchLabel("app", "web")
                .addMatchExpression(
                        new LabelSelector.Expression("tier", LabelSelector.Operator.NOT_IN, List.of("back")))
                .build();
        assertThat(selector.matches(Map.of("app", "web"))).isTrue();
        assertThat(selector.matches(Map.of("app", "web", "tier", "back"))).isFalse();
        assertThat(selector.matches(Map.of("app", "api"))).isFalse();
        assertThat(LabelSelector.builder().build().matches(Map.of())).isTrue();
    }

    @Test
    void operatorsTreatAMissingLabelAsKubernetesDoes() {
        Map<LabelSelector.Operator, Boolean> whenMissing = Map.of(
                LabelSelector.Operator.IN, false,
                LabelSelector.Operator.NOT_IN, true,
                LabelSelector.Operator.EXISTS, false,
                LabelSelector.Operator.DOES_NOT_EXIST, true);
        whenMissing.forEach((operator, expected) -> {
            boolean needsValues = operator == LabelSelector.Operator.IN || operator == LabelSelector.Operator.NOT_IN;
            LabelSelector.Expression expression =
                    new LabelSelector.Expression("app", operator, needsValues ? List.of("web") : List.of());
            LabelSelector selector =
                    LabelSelector.builder().addMatchExpression(expression).build();
            assertThat(selector.matches(Map.of())).as(operator.apiName()).isEqualTo(expected);
            assertThat(selector.matches(Map.of("app", "web"))).isEqualTo(!expected);
        });
    }

    @Test
    void aBlockLeavesItsHolesOut() {
        IpBlock block = new IpBlock(Cidr.parse("10.0.0.0/8"), List.of(Cidr.parse("10.1.0.0/16")));
        assertThat(block.contains(IpAddress.parse("10.0.0.1"))).isTrue();
        assertThat(block.contains(IpAddress.parse("10.1.0.1"))).isFalse();
        assertThat(block.contains(IpAddress.parse("192.0.2.1"))).isFalse();
    }

    @Test
    void knowingNothingIsNotTheSameAsKnowingThatThereIsNothing() {
        ClusterSnapshot unknown = ClusterSnapshot.empty();
        ClusterSnapshot none = unknown.covering(ObjectType.NODE, Coverage.COMPLETE);
        assertThat(unknown.coverage(ObjectType.NODE)).isEqualTo(Coverage.UNKNOWN);
        assertThat(none.coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
        assertThat(none).isNotEqualTo(unknown);
        assertThat(none.covering(ObjectType.NODE, Coverage.UNKNOWN)).isEqualTo(unknown);
    }

    @Test
    void anUnreadableObjectReplacesItsReadableStateAndTheOtherWayRound() {
        Node node = Node.builder().name("worker-1").build();
        Unreadable note = new Unreadable(ObjectType.NODE, "worker-1", Optional.empty(), List.of());
        ClusterSnapshot readable = ClusterSnapshot.empty().with(node).covering(ObjectType.NODE, Coverage.COMPLETE);

        ClusterSnapshot unreadable = readable.with(note);
        assertThat(unreadable.node("worker-1")).isEmpty();
        assertThat(unreadable.coverage(ObjectType.NODE)).isEqualTo(Coverage.PARTIAL);
        assertThat(unreadable.with(note)).isSameAs(unreadable);
        assertThat(unreadable.with(node)).isEqualTo(readable);
        assertThat(unreadable.without(ObjectType.NODE, "worker-1").coverage(ObjectType.NODE))
                .isEqualTo(Coverage.COMPLETE);
    }

    @Test
    void aContainerHoldsVariablesByTheirNames() {
        Container container = Container.builder()
                .name("web")
                .addVariables(EnvVariable.of("ID", "1"), new EnvVariable("SECRET", Optional.empty()))
                .build();
        assertThat(container.variable("ID")).contains(EnvVariable.of("ID", "1"));
        assertThat(container.variable("SECRET").flatMap(EnvVariable::value)).isEmpty();
        assertThat(container.variable("OTHER")).isEmpty();
    }

    @Test
    void aSnapshotRemembersWhichVariablesItWasAskedToHold() {
        ClusterSnapshot asked =
                ClusterSnapshot.builder().podVariables(List.of("B", "A")).build();
        Pod pod = Pod.builder().key(ObjectKey.of("shop", "web")).build();
        assertThat(ClusterSnapshot.empty().podVariables()).isEmpty();
        assertThat(asked).isNotEqualTo(ClusterSnapshot.empty());
        assertThat(asked.with(pod).podVariables()).containsExactly("A", "B");
    }
}
