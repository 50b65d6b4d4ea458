package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.IngressPort;
import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.IpFamilyPolicy;
import io.lbkit.model.cluster.IpMode;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KubernetesObjectsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static Condition condition(ConditionStatus status) {
        return new Condition(status, "Because", "It is so.", Optional.of(NOON));
    }

    @Test
    @DisplayName("every field of a Service arrives")
    void wholeService() {
        io.fabric8.kubernetes.api.model.Service object = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web")
                .withUid("u-1")
                .addToLabels("app", "web")
                .addToAnnotations("a/b", "c")
                .addToFinalizers("service.kubernetes.io/load-balancer-cleanup")
                .withCreationTimestamp("2026-01-31T12:00:00Z")
                .withDeletionTimestamp("2026-01-31T13:00:00+01:00")
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addToSelector("app", "web")
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withTargetPort(new IntOrString("web"))
                .withNodePort(30080)
                .withAppProtocol("http")
                .endPort()
                .addNewPort()
                .withName("dns")
                .withProtocol("UDP")
                .withPort(53)
                .withTargetPort(new IntOrString(5353))
                .endPort()
                .withExternalTrafficPolicy("Local")
                .withInternalTrafficPolicy("Local")
                .withHealthCheckNodePort(31000)
                .withLoadBalancerIP("not an address")
                .withLoadBalancerSourceRanges("10.0.0.0/8", "nonsense")
                .withLoadBalancerClass("example.com/lb")
                .withAllocateLoadBalancerNodePorts(false)
                .withSessionAffinity("ClientIP")
                .withNewSessionAffinityConfig()
                .withNewClientIP(60)
                .endSessionAffinityConfig()
                .withIpFamilies("IPv6", "IPv4")
                .withIpFamilyPolicy("RequireDualStack")
                .withClusterIPs("fd00::1", "10.0.0.1")
                .withExternalIPs("192.0.2.1")
                .withTrafficDistribution("PreferSameZone")
                .withPublishNotReadyAddresses(true)
                .endSpec()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("192.0.2.7")
                .withIpMode("Proxy")
                .addNewPort("MixedProtocolNotSupported", 53, "UDP")
                .endIngress()
                .addNewIngress()
                .withHostname("lb.example.com")
                .endIngress()
                .endLoadBalancer()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("Because")
                .withMessage("It is so.")
                .withLastTransitionTime("2026-01-31T12:00:00Z")
                .endCondition()
                .endStatus()
                .build();

        Reading<Service> reading = KubernetesObjects.service(object);

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.value())
                .contains(Service.builder()
                        .key("shop", "web")
                        .uid("u-1")
                        .putLabel("app", "web")
                        .putAnnotation("a/b", "c")
                        .addFinalizer("service.kubernetes.io/load-balancer-cleanup")
                        .created(NOON)
                        .deletionRequested(NOON)
                        .type(ServiceType.LOAD_BALANCER)
                        .putSelector("app", "web")
                        .addPort(ServicePort.builder()
                                .name("http")
                                .port(80)
                                .targetPort(TargetPort.named("web"))
                                .nodePort(30080)
                                .appProtocol("http")
                                .build())
                        .addPort(ServicePort.builder()
                                .name("dns")
                                .protocol(Protocol.UDP)
                                .port(53)
                                .targetPort(TargetPort.of(5353))
                                .build())
                        .externalTrafficPolicy(TrafficPolicy.LOCAL)
                        .internalTrafficPolicy(TrafficPolicy.LOCAL)
                        .healthCheckNodePort(31000)
                        .loadBalancerIp("not an address")
                        .addLoadBalancerSourceRanges("10.0.0.0/8", "nonsense")
                        .loadBalancerClass("example.com/lb")
                        .allocateLoadBalancerNodePorts(false)
                        .sessionAffinity(SessionAffinity.CLIENT_IP)
                        .sessionAffinityTimeoutSeconds(60)
                        .addIpFamilies(IpFamily.IPV6, IpFamily.IPV4)
                        .ipFamilyPolicy(IpFamilyPolicy.REQUIRE_DUAL_STACK)
                        .addClusterIps("fd00::1", "10.0.0.1")
                        .addExternalIp("192.0.2.1")
                        .trafficDistribution("PreferSameZone")
                        .publishNotReadyAddresses(true)
                        .addIngress(LoadBalancerIngress.builder()
                                .ip(IpAddress.parse("192.0.2.7"))
                                .ipMode(IpMode.PROXY)
                                .addPort(new IngressPort(53, Protocol.UDP, Optional.of("MixedProtocolNotSupported")))
                                .build())
                        .addIngress(LoadBalancerIngress.builder()
                                .hostname("lb.example.com")
                                .build())
                        .putCondition("Ready", condition(ConditionStatus.TRUE))
                        .build());
    }

    private static ServiceBuilder balancer() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withType("LoadBalancer")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec();
    }

    @Test
    @DisplayName("what a Service leaves out is what the API server would write")
    void serviceDefaults() {
        Service service = KubernetesObjects.service(balancer().build()).value().orElseThrow();

        assertThat(service.key()).isEqualTo(ServiceKey.of("default", "web"));
        assertThat(service.ports()).hasSize(1);
        assertThat(service.ports().get(0).protocol()).isEqualTo(Protocol.TCP);
        assertThat(service.ports().get(0).targetPort()).isEqualTo(TargetPort.of(80));
        assertThat(service.ports().get(0).nodePort()).isEmpty();
        assertThat(service.externalTrafficPolicy()).isEqualTo(TrafficPolicy.CLUSTER);
        assertThat(service.allocateLoadBalancerNodePorts()).isTrue();
        assertThat(service.sessionAffinityTimeoutSeconds()).isEmpty();
        assertThat(service.created()).isEmpty();
    }

    @Test
    @DisplayName("empty and zero are as good as missing, where the API server sees it so")
    void emptyIsMissing() {
        Service service = KubernetesObjects.service(balancer()
                        .editSpec()
                        .editFirstPort()
                        .withTargetPort(new IntOrString(0))
                        .withProtocol("")
                        .withNodePort(0)
                        .endPort()
                        .withHealthCheckNodePort(0)
                        .withSessionAffinity("ClientIP")
                        .withLoadBalancerIP("")
                        .withClusterIP("10.0.0.1")
                        .endSpec()
                        .build())
                .value()
                .orElseThrow();

        assertThat(service.ports().get(0).targetPort()).isEqualTo(TargetPort.of(80));
        assertThat(service.ports().get(0).protocol()).isEqualTo(Protocol.TCP);
        assertThat(service.healthCheckNodePort()).isEmpty();
        assertThat(service.sessionAffinityTimeoutSeconds()).hasValue(10_800);
        assertThat(service.loadBalancerIp()).isEmpty();
        assertThat(service.clusterIps()).containsExactly("10.0.0.1");
    }

    @Test
    @DisplayName("every fault of a Service is told, each with its field, and the Service is refused but not forgotten")
    void allFaultsOfService() {
        Reading<Service> reading = KubernetesObjects.service(new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("Web_1")
                .endMetadata()
                .withNewSpec()
                .withType("loadbalancer")
                .addNewPort()
                .withPort(0)
                .withName("A")
                .endPort()
                .addNewPort()
                .withName("b")
                .withProtocol("tcp")
                .withNodePort(70000)
                .endPort()
                .addNewPort()
                .withPort(80)
                .withTargetPort(new IntOrString("8080"))
                .endPort()
                .addNewPort()
                .withName("b")
                .withPort(80)
                .withTargetPort(new IntOrString(99999))
                .endPort()
                .withIpFamilies("ipv6")
                .withSessionAffinity("ClientIP")
                .withNewSessionAffinityConfig()
                .withNewClientIP(0)
                .endSessionAffinityConfig()
                .withLoadBalancerClass("")
                .withHealthCheckNodePort(-1)
                .endSpec()
                .build());

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(reading.value()).isEmpty();
        assertThat(reading.findings())
                .extracting(Finding::about)
                .containsExactlyInAnyOrder(
                        "metadata.name",
                        "spec.type",
                        "spec.ports[0].port",
                        "spec.ports[0].name",
                        "spec.ports[1].port",
                        "spec.ports[1].protocol",
                        "spec.ports[1].nodePort",
                        "spec.ports[2].name",
                        "spec.ports[2].targetPort",
                        "spec.ports[3].name",
                        "spec.ports[3].port",
                        "spec.ports[3].targetPort",
                        "spec.ipFamilies[0]",
                        "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
                        "spec.loadBalancerClass",
                        "spec.healthCheckNodePort");
        assertThat(reading.findings()).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.domain()).isEqualTo(FaultDomain.INPUT);
            assertThat(finding.service()).contains("shop/Web_1");
            assertThat(finding.remedy()).isNotBlank();
            assertThat(finding.evidence()).isNotEmpty();
        });
        assertThat(reading.findings())
                .filteredOn(finding -> finding.about().equals("spec.ipFamilies[0]"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("'ipv6'").contains("IPv4, IPv6");
                    assertThat(finding.remedy()).isEqualTo("Write IPv6; names are case-sensitive.");
                });
        Reading.Refused<Service> refused = (Reading.Refused<Service>) reading;
        assertThat(refused.object().type()).isEqualTo(ObjectType.SERVICE);
        assertThat(refused.object().service()).contains(ServiceKey.of("shop", "Web_1"));
    }

    @Test
    @DisplayName("a Service without anything is refused, not a crash")
    void nothingInService() {
        Reading<Service> reading = KubernetesObjects.service(new io.fabric8.kubernetes.api.model.Service());

        assertThat(reading.findings()).extracting(Finding::about).containsExactlyInAnyOrder("metadata.name", "spec");
    }

    @Test
    @DisplayName("a blacked-out published address is left out with a warning")
    void redactedIngress() {
        Reading<Service> reading = KubernetesObjects.service(balancer()
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("***HIDDEN***")
                .endIngress()
                .addNewIngress()
                .withIp("192.0.2.7")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build());

        assertThat(reading.value().orElseThrow().ingress())
                .containsExactly(LoadBalancerIngress.builder()
                        .ip(IpAddress.parse("192.0.2.7"))
                        .ipMode(IpMode.VIP)
                        .build());
        assertThat(reading.findings())
                .extracting(Finding::severity, Finding::about)
                .containsExactly(tuple(Severity.WARNING, "status.loadBalancer.ingress[0].ip"));
    }

    @Test
    @DisplayName("a deletion time that cannot be read is never taken for no wish to delete")
    void badDeletionTime() {
        Reading<Service> reading = KubernetesObjects.service(balancer()
                .editMetadata()
                .withDeletionTimestamp("yesterday")
                .endMetadata()
                .build());

        assertThat(reading).isInstanceOf(Reading.Refused.class);
    }

    @Test
    @DisplayName("every field of an EndpointSlice arrives; addresses stay text")
    void wholeSlice() {
        Reading<EndpointSlice> reading = KubernetesObjects.endpointSlice(new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web-x1")
                .withGeneration(7L)
                .addToLabels("kubernetes.io/service-name", "web")
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Service")
                .withName("web")
                .withUid("u-1")
                .endOwnerReference()
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort("http", "http", 8080, "TCP")
                .addNewPort(null, "none", null, null)
                .addNewPort(null, "zero", 0, "UDP")
                .addNewEndpoint()
                .withAddresses("no address")
                .withNewConditions(false, true, true)
                .withNodeName("n1")
                .withZone("z1")
                .withNewTargetRef()
                .withKind("Pod")
                .withName("web-1")
                .withUid("p-1")
                .endTargetRef()
                .withNewHints()
                .addNewForZone("z1")
                .addNewForNode("n1")
                .endHints()
                .endEndpoint()
                .addNewEndpoint()
                .withAddresses("10.1.0.2")
                .endEndpoint()
                .build());

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.value())
                .contains(EndpointSlice.builder()
                        .key(ObjectKey.of("shop", "web-x1"))
                        .generation(7)
                        .serviceName("web")
                        .managedBy("endpointslice-controller.k8s.io")
                        .serviceUid("u-1")
                        .addressType(AddressType.IPV4)
                        .addPort(EndpointPort.builder()
                                .name("http")
                                .port(8080)
                                .appProtocol("http")
                                .build())
                        .addPort(EndpointPort.builder().name("none").build())
                        .addPort(EndpointPort.builder()
                                .name("zero")
                                .protocol(Protocol.UDP)
                                .build())
                        .addEndpoint(Endpoint.builder()
                                .addAddress("no address")
                                .ready(false)
                                .serving(true)
                                .terminating(true)
                                .nodeName("n1")
                                .zone("z1")
                                .targetRef(new TargetRef("Pod", "web-1", Optional.of("p-1")))
                                .addZoneHint("z1")
                                .addNodeHint("n1")
                                .build())
                        .addEndpoint(Endpoint.builder().addAddress("10.1.0.2").build())
                        .build());
    }

    @Test
    @DisplayName("a broken slice keeps the Service that its label names")
    void brokenSlice() {
        Reading<EndpointSlice> reading = KubernetesObjects.endpointSlice(new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web-x1")
                .addToLabels("kubernetes.io/service-name", "web")
                .endMetadata()
                .withAddressType("ipv4")
                .addNewPort(null, "http", 80000, "TCP")
                .addNewEndpoint()
                .endEndpoint()
                .build());

        assertThat(reading.findings())
                .extracting(Finding::about)
                .containsExactlyInAnyOrder(
                        "EndpointSlice/shop/web-x1 addressType",
                        "EndpointSlice/shop/web-x1 ports[0].port",
                        "EndpointSlice/shop/web-x1 endpoints[0].addresses");
        assertThat(((Reading.Refused<EndpointSlice>) reading).object().service())
                .contains(ServiceKey.of("shop", "web"));
    }

    @Test
    @DisplayName("a label that can name no Service is a fault of the slice, found when it is read")
    void sliceOfImpossibleService() {
        Reading<EndpointSlice> reading = KubernetesObjects.endpointSlice(new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("s")
                .addToLabels("kubernetes.io/service-name", "a/b")
                .endMetadata()
                .withAddressType("IPv4")
                .build());

        assertThat(reading.findings())
                .extracting(Finding::about)
                .containsExactly("EndpointSlice/default/s metadata.labels['kubernetes.io/service-name']");
    }

    @Test
    @DisplayName("every field of a Node arrives")
    void wholeNode() {
        Reading<Node> reading = KubernetesObjects.node(new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .withUid("u-1")
                .addToLabels(Node.ZONE_LABEL, "z1")
                .withDeletionTimestamp("2026-01-31T12:00:00Z")
                .endMetadata()
                .withNewSpec()
                .withProviderID("aws:///z1/i-1")
                .withUnschedulable(true)
                .addNewTaint("NoSchedule", "k", null, "v")
                .addNewTaint("NoExecute", "bare", null, null)
                .endSpec()
                .withNewStatus()
                .addNewAddress("10.0.0.5", "InternalIP")
                .addNewAddress("198.51.100.5", "ExternalIP")
                .addNewAddress("n1.example.com", "Hostname")
                .addNewCondition()
                .withType("Ready")
                .withStatus("Unknown")
                .withReason("Because")
                .withMessage("It is so.")
                .withLastTransitionTime("2026-01-31T12:00:00Z")
                .endCondition()
                .endStatus()
                .build());

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.value())
                .contains(Node.builder()
                        .name("n1")
                        .uid("u-1")
                        .putLabel(Node.ZONE_LABEL, "z1")
                        .deletionRequested(NOON)
                        .providerId("aws:///z1/i-1")
                        .unschedulable(true)
                        .addTaints(new Taint("k", "v", "NoSchedule"), new Taint("bare", "", "NoExecute"))
                        .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse("10.0.0.5")))
                        .addAddress(new NodeAddress(NodeAddress.Type.EXTERNAL_IP, IpAddress.parse("198.51.100.5")))
                        .putCondition("Ready", condition(ConditionStatus.UNKNOWN))
                        .build());
    }

    @Test
    @DisplayName("a node with a blacked-out address and without a providerID is read, with findings")
    void oddNode() {
        Reading<Node> reading = KubernetesObjects.node(new NodeBuilder()
                .withNewMetadata()
                .withName("n1")
                .endMetadata()
                .withNewStatus()
                .addNewAddress("***HIDDEN***", "InternalIP")
                .addNewAddress("fd00::5", "InternalIP")
                .endStatus()
                .build());

        assertThat(reading.value().orElseThrow().addresses()).hasSize(1);
        assertThat(reading.findings())
                .extracting(f -> f.code().text(), Finding::severity, Finding::about)
                .containsExactlyInAnyOrder(
                        tuple("LB-IN-010", Severity.WARNING, "Node/n1 status.addresses[0].address"),
                        tuple("LB-IN-011", Severity.INFO, "Node/n1 spec.providerID"));
    }

    @Test
    @DisplayName("every field of a Pod arrives")
    void wholePod() {
        Reading<Pod> reading = KubernetesObjects.pod(new PodBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web-1")
                .withUid("u-1")
                .addToLabels("app", "web")
                .withDeletionTimestamp("2026-01-31T12:00:00Z")
                .addNewOwnerReference()
                .withKind("Other")
                .withName("x")
                .endOwnerReference()
                .addNewOwnerReference()
                .withKind("ReplicaSet")
                .withName("web-5d8f")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .withTerminationGracePeriodSeconds(5L)
                .addNewReadinessGate("example.com/ready")
                .addNewInitContainer()
                .withName("mesh")
                .withRestartPolicy("Always")
                .addNewPort()
                .withContainerPort(9)
                .withProtocol("UDP")
                .endPort()
                .endInitContainer()
                .addNewInitContainer()
                .withName("once")
                .endInitContainer()
                .addNewContainer()
                .withName("web")
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .withNewReadinessProbe()
                .endReadinessProbe()
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(15L)
                .endPreStop()
                .endLifecycle()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP("10.1.0.1")
                .addNewPodIP("10.1.0.1")
                .addNewPodIP("fd00::1")
                .addNewCondition()
                .withType("Ready")
                .withStatus("False")
                .withReason("Because")
                .withMessage("It is so.")
                .withLastTransitionTime("2026-01-31T12:00:00Z")
                .endCondition()
                .addNewContainerStatus()
                .withName("web")
                .withRestartCount(3)
                .withNewState()
                .withNewWaiting("Long ago", "CrashLoopBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.value())
                .contains(Pod.builder()
                        .key(ObjectKey.of("shop", "web-1"))
                        .uid("u-1")
                        .putLabel("app", "web")
                        .deletionRequested(NOON)
                        .owner("ReplicaSet/web-5d8f")
                        .phase(PodPhase.RUNNING)
                        .addIps(IpAddress.parse("10.1.0.1"), IpAddress.parse("fd00::1"))
                        .nodeName("n1")
                        .addReadinessGate("example.com/ready")
                        .terminationGraceSeconds(5)
                        .putCondition("Ready", condition(ConditionStatus.FALSE))
                        .addContainer(Container.builder()
                                .name("web")
                                .addPort(new ContainerPort("http", 8080, Protocol.TCP))
                                .readinessProbe(true)
                                .preStopSleepSeconds(15)
                                .restarts(3)
                                .waitingReason("CrashLoopBackOff")
                                .build())
                        .addContainer(Container.builder()
                                .name("mesh")
                                .sidecar(true)
                                .addPort(new ContainerPort("", 9, Protocol.UDP))
                                .build())
                        .build());
    }

    @Test
    @DisplayName("of the environment of a Pod, only the variables that were asked for arrive")
    void podVariables() {
        io.fabric8.kubernetes.api.model.Pod object = new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .addNewEnv()
                .withName("ID")
                .withValue("1")
                .endEnv()
                .addNewEnv()
                .withName("PASSWORD")
                .withValue("hunter2")
                .endEnv()
                .endContainer()
                .endSpec()
                .build();
        assertThat(KubernetesObjects.pod(object, Set.of("ID"))
                        .value()
                        .orElseThrow()
                        .containers()
                        .get(0)
                        .variables())
                .containsExactly(EnvVariable.of("ID", "1"));
        assertThat(KubernetesObjects.pod(object)
                        .value()
                        .orElseThrow()
                        .containers()
                        .get(0)
                        .variables())
                .isEmpty();
    }

    @Test
    @DisplayName("a pod without a status is pending; a phase that does not exist is a fault")
    void podPhase() {
        io.fabric8.kubernetes.api.model.Pod fresh =
                new PodBuilder().withNewMetadata().withName("p").endMetadata().build();
        assertThat(KubernetesObjects.pod(fresh).value().orElseThrow().phase()).isEqualTo(PodPhase.PENDING);
        assertThat(KubernetesObjects.pod(fresh).value().orElseThrow().terminationGraceSeconds())
                .isEqualTo(30);

        io.fabric8.kubernetes.api.model.Pod odd = new PodBuilder(fresh)
                .withNewStatus()
                .withPhase("Sleeping")
                .addNewPodIP("***HIDDEN***")
                .endStatus()
                .build();
        assertThat(KubernetesObjects.pod(odd).findings())
                .extracting(Finding::about)
                .containsExactlyInAnyOrder("Pod/default/p status.phase", "Pod/default/p status.podIPs[0].ip");
    }

    @Test
    @DisplayName("every field of a NetworkPolicy arrives")
    void wholePolicy() {
        Reading<NetworkPolicy> reading = KubernetesObjects.networkPolicy(new NetworkPolicyBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("p")
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .addToMatchLabels("app", "web")
                .addToMatchExpressions(new LabelSelectorRequirement("tier", "In", List.of("a", "b")))
                .endPodSelector()
                .addNewIngress()
                .addNewFrom()
                .withNewIpBlock()
                .withCidr("10.0.0.0/8")
                .withExcept("10.1.0.0/16")
                .endIpBlock()
                .endFrom()
                .addNewFrom()
                .withNewNamespaceSelector()
                .endNamespaceSelector()
                .endFrom()
                .addToPorts(new NetworkPolicyPort(8090, new IntOrString(8080), "TCP"))
                .addToPorts(new NetworkPolicyPort(null, new IntOrString("dns"), "UDP"))
                .addNewPort()
                .endPort()
                .endIngress()
                .addNewEgress()
                .endEgress()
                .endSpec()
                .build());

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.value())
                .contains(NetworkPolicy.builder()
                        .key(ObjectKey.of("shop", "p"))
                        .podSelector(LabelSelector.builder()
                                .putMatchLabel("app", "web")
                                .addMatchExpression(new LabelSelector.Expression(
                                        "tier", LabelSelector.Operator.IN, List.of("a", "b")))
                                .build())
                        .addPolicyTypes(PolicyType.INGRESS, PolicyType.EGRESS)
                        .addIngress(PolicyRule.builder()
                                .addPeer(PolicyPeer.builder()
                                        .ipBlock(new IpBlock(
                                                Cidr.parse("10.0.0.0/8"), List.of(Cidr.parse("10.1.0.0/16"))))
                                        .build())
                                .addPeer(PolicyPeer.builder()
                                        .namespaceSelector(
                                                LabelSelector.builder().build())
                                        .build())
                                .addPort(PolicyPort.builder()
                                        .port(TargetPort.of(8080))
                                        .endPort(8090)
                                        .build())
                                .addPort(PolicyPort.builder()
                                        .protocol(Protocol.UDP)
                                        .port(TargetPort.named("dns"))
                                        .build())
                                .addPort(PolicyPort.builder().build())
                                .build())
                        .addEgress(PolicyRule.builder().build())
                        .build());
    }

    @Test
    @DisplayName("every fault of a NetworkPolicy is told")
    void brokenPolicy() {
        Reading<NetworkPolicy> reading = KubernetesObjects.networkPolicy(new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName("p")
                .endMetadata()
                .withNewSpec()
                .withPolicyTypes("ingress")
                .withNewPodSelector()
                .addToMatchExpressions(new LabelSelectorRequirement("tier", "in", List.of("a")))
                .addToMatchExpressions(new LabelSelectorRequirement("tier", "Exists", List.of("a")))
                .endPodSelector()
                .addNewIngress()
                .addNewFrom()
                .endFrom()
                .addNewFrom()
                .withNewIpBlock()
                .withCidr("10.0.0.0")
                .withExcept("x")
                .endIpBlock()
                .endFrom()
                .addToPorts(new NetworkPolicyPort(80, new IntOrString("http"), "TCP"))
                .endIngress()
                .endSpec()
                .build());

        assertThat(reading.findings())
                .extracting(finding -> finding.about().replace("NetworkPolicy/default/p ", ""))
                .containsExactlyInAnyOrder(
                        "spec.policyTypes[0]",
                        "spec.podSelector.matchExpressions[0].operator",
                        "spec.podSelector.matchExpressions[1].matchExpressions.values",
                        "spec.ingress[0].from[0].peer",
                        "spec.ingress[0].from[1].ipBlock.cidr",
                        "spec.ingress[0].from[1].ipBlock.except[0]",
                        "spec.ingress[0].ports[0].endPort");
    }

    @Test
    @DisplayName("an event reads alike from both APIs")
    void events() {
        Event old = new EventBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("web.1")
                .endMetadata()
                .withType("Warning")
                .withReason("SyncLoadBalancerFailed")
                .withMessage("no quota")
                .withNewInvolvedObject()
                .withKind("Service")
                .withNamespace("shop")
                .withName("web")
                .withUid("u-1")
                .endInvolvedObject()
                .withNewSource("service-controller", null)
                .withCount(4)
                .withFirstTimestamp("2026-01-31T11:00:00Z")
                .withLastTimestamp("2026-01-31T12:00:00Z")
                .build();
        io.fabric8.kubernetes.api.model.events.v1.Event modern =
                new io.fabric8.kubernetes.api.model.events.v1.EventBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("web.1")
                        .endMetadata()
                        .withType("Warning")
                        .withReason("SyncLoadBalancerFailed")
                        .withNote("no quota")
                        .withNewRegarding()
                        .withKind("Service")
                        .withNamespace("shop")
                        .withName("web")
                        .withUid("u-1")
                        .endRegarding()
                        .withReportingController("service-controller")
                        .withEventTime(new MicroTime("2026-01-31T11:00:00.000000Z"))
                        .withNewSeries()
                        .withCount(4)
                        .withLastObservedTime(new MicroTime("2026-01-31T12:00:00.000000Z"))
                        .endSeries()
                        .build();

        ClusterEvent expected = ClusterEvent.builder()
                .key(ObjectKey.of("shop", "web.1"))
                .warning(true)
                .reason("SyncLoadBalancerFailed")
                .message("no quota")
                .regarding("Service/shop/web")
                .regardingUid("u-1")
                .reporter("service-controller")
                .count(4)
                .firstSeen(NOON.minusSeconds(3600))
                .lastSeen(NOON)
                .build();
        assertThat(KubernetesObjects.event(old).value()).contains(expected);
        assertThat(KubernetesObjects.event(modern).value()).contains(expected);
    }

    @Test
    @DisplayName("an event about nothing is refused")
    void eventAboutNothing() {
        Reading<ClusterEvent> reading = KubernetesObjects.event(
                new EventBuilder().withNewMetadata().withName("e").endMetadata().build());

        assertThat(reading).isInstanceOf(Reading.Refused.class);
        assertThat(reading.findings()).extracting(Finding::about).containsExactly("Event/default/e involvedObject");
    }

    @Test
    @DisplayName("nulls in lists and maps of an object are no crash")
    void nulls() {
        io.fabric8.kubernetes.api.model.Service object = balancer().build();
        object.getSpec().getPorts().add(null);
        object.getSpec().setSelector(new java.util.HashMap<>(java.util.Collections.singletonMap("app", null)));
        object.getSpec().setIpFamilies(null);

        Reading<Service> reading = KubernetesObjects.service(object);

        assertThat(reading.findings())
                .extracting(Finding::about)
                .containsExactlyInAnyOrder("spec.ports[0].name", "spec.ports[1].name", "spec.ports[1].port");
    }
}
