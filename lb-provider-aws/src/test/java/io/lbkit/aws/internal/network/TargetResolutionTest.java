package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Instance;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.Annotations;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("which instances and pods are targets")
class TargetResolutionTest {
    private final AwsFacts.Builder facts =
            AwsFacts.builder().vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("100.64.0.0/16"))));
    private final ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
    private final Service.Builder service = Service.builder()
            .key("shop", "web")
            .type(ServiceType.LOAD_BALANCER)
            .putSelector("app", "web")
            .addPorts(port("http", 80), port("admin", 81));
    private final Findings findings = new Findings(service.build());

    private static ServicePort port(String name, int port) {
        return ServicePort.builder()
                .name(name)
                .port(port)
                .targetPort(TargetPort.of(8000 + port))
                .nodePort(30_000 + port)
                .build();
    }

    private static Node.Builder node(String name) {
        return node(name, ConditionStatus.TRUE);
    }

    private static Node.Builder node(String name, ConditionStatus ready) {
        return Node.builder()
                .name(name)
                .providerId("aws:///eu-west-1a/i-0" + name)
                .putCondition("Ready", Condition.of(ready));
    }

    private ServiceBackends resolve(BackendMode mode) {
        Arrays.stream(ObjectType.values()).forEach(type -> cluster.covering(type, Coverage.COMPLETE));
        Service built = service.build();
        DesignRequest request = new DesignRequest(
                "demo",
                built,
                BackendResolver.of(cluster.build()),
                Observation.builder().build());
        return TargetResolution.targets(
                new DesignContext(request, facts.build(), Annotations.read(built, findings), findings),
                mode,
                IpFamily.IPV4);
    }

    private PortBackends instances(Node.Builder... nodes) {
        Arrays.stream(nodes).forEach(node -> cluster.add(node.build()));
        return resolve(BackendMode.NODE_PORT).ports().get(0);
    }

    private static List<String> ids(PortBackends backends) {
        return backends.members().asList().stream().map(Member::id).toList();
    }

    private static List<String> out(PortBackends backends) {
        return backends.excluded().stream().map(Object::toString).toList();
    }

    private void gateOff(FeatureGate gate) {
        SortedSet<FeatureGate> gates = new TreeSet<>(FeatureGate.onByDefault());
        gates.remove(gate);
        facts.controller(ControllerOptions.builder().featureGates(gates).build());
    }

    @Test
    @DisplayName("ready nodes are their instances, by their ids alone, for each port")
    void readyNodes() {
        PortBackends backends = instances(
                node("a").putLabel(Node.ZONE_LABEL, "eu-west-1a"),
                node("b").addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, IpAddress.parse("10.0.1.2"))));

        assertThat(backends.members().asList()).containsExactly(Member.of("i-0a"), Member.of("i-0b"));
        assertThat(resolve(BackendMode.NODE_PORT).ports())
                .extracting(each -> each.port().name())
                .containsExactly("http", "admin");
        assertThat(findings.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node-role.kubernetes.io/master",
                "node.kubernetes.io/exclude-from-external-load-balancers",
                "alpha.service-controller.kubernetes.io/exclude-balancer"
            })
    @DisplayName("a node with an excluding label is out, whatever its value")
    void excludingLabels(String label) {
        PortBackends backends = instances(node("a"), node("b").putLabel(label, "false"));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends))
                .singleElement()
                .asString()
                .startsWith("b: node-")
                .contains(label);
    }

    @ParameterizedTest
    @CsvSource({
        "ToBeDeletedByClusterAutoscaler, PreferNoSchedule, out",
        "karpenter.sh/disrupted, NoSchedule, out",
        "karpenter.sh/disrupted, NoExecute, in",
        "aws-node-termination-handler/scheduled-maintenance, NoSchedule, in"
    })
    @DisplayName("a node that is about to go is out")
    void taints(String key, String effect, String expected) {
        PortBackends backends = instances(node("a"), node("b").addTaint(new Taint(key, "", effect)));

        assertThat(ids(backends).contains("i-0b")).isEqualTo(expected.equals("in"));
    }

    @Test
    @DisplayName("cordoned nodes and control planes stay in")
    void cordoned() {
        assertThat(ids(instances(
                        node("a").unschedulable(true),
                        node("b").putLabel("node-role.kubernetes.io/control-plane", ""))))
                .containsExactly("i-0a", "i-0b");
    }

    @Test
    @DisplayName("nodes of Fargate have no instance")
    void fargate() {
        PortBackends backends = instances(
                node("a"),
                node("b").putLabel("eks.amazonaws.com/compute-type", "fargate"),
                node("c").putLabel("eks.amazonaws.com/compute-type", "ec2"));

        assertThat(ids(backends)).containsExactly("i-0a", "i-0c");
        assertThat(out(backends)).singleElement().asString().contains("fargate");
    }

    @Test
    @DisplayName("only nodes with all labels that the Service asks for are in")
    void selectedLabels() {
        service.putAnnotation(AwsAnnotation.TARGET_NODE_LABELS.fullName(), "pool=edge,tier=1");
        PortBackends backends = instances(
                node("a").putLabel("pool", "edge").putLabel("tier", "1"),
                node("b").putLabel("pool", "edge"),
                node("c").putLabel("pool", "edge").putLabel("tier", "2"));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends))
                .containsExactly(
                        "b: node-not-selected (Node/b metadata.labels['tier'] is not '1', which the Service asks for)",
                        "c: node-not-selected (Node/c metadata.labels['tier'] is not '1', which the Service asks for)");
    }

    @Test
    @DisplayName("a provider id that names no instance takes out its node alone")
    void badProviderId() {
        PortBackends backends = instances(
                node("a"),
                node("b").providerId("kind://docker/kind/b"),
                node("c").providerId(Optional.empty()),
                node("d").providerId("aws:///eu-west-1a/I-0D"));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends))
                .containsExactly(
                        "b: node-not-selected (Node/b spec.providerID 'kind://docker/kind/b' names no instance;"
                                + " it ends with an id like i-0123456789abcdef0)",
                        "c: node-not-selected (Node/c spec.providerID is not set yet)",
                        "d: node-not-selected (Node/d spec.providerID 'aws:///eu-west-1a/I-0D' names no instance;"
                                + " it ends with an id like i-0123456789abcdef0)");
        assertThat(findings.isBlocked()).isFalse();
    }

    @Test
    @DisplayName("of two nodes with one instance the first is in")
    void sameInstance() {
        PortBackends backends = instances(node("a"), node("b").providerId("aws:///eu-west-1b/i-0a"));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends))
                .singleElement()
                .asString()
                .startsWith("b: node-not-selected")
                .contains("i-0a");
    }

    @Test
    @DisplayName("an instance that does not run would make AWS refuse the whole call")
    void stopped() {
        facts.addInstance(new Instance("i-0b", Optional.empty(), Optional.of("stopped"), new TreeMap<>()));
        PortBackends backends = instances(node("a"), node("b"));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends)).singleElement().asString().contains("in state stopped");
    }

    @Test
    @DisplayName("nodes that are not ready are out as long as one is ready")
    void readiness() {
        PortBackends backends =
                instances(node("a"), node("b", ConditionStatus.UNKNOWN), node("c", ConditionStatus.FALSE));

        assertThat(ids(backends)).containsExactly("i-0a");
        assertThat(out(backends))
                .containsExactly(
                        "b: node-not-ready (Node/b status.conditions['Ready'] is Unknown)",
                        "c: node-not-ready (Node/c status.conditions['Ready'] is False)");
    }

    @Test
    @DisplayName("where no node is ready, those of unknown state are in")
    void failOpen() {
        PortBackends backends = instances(node("b", ConditionStatus.UNKNOWN), node("c", ConditionStatus.FALSE));

        assertThat(ids(backends)).containsExactly("i-0b");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    @DisplayName("without the gate they are out, and that no target is left is a finding")
    void failClosed() {
        gateOff(FeatureGate.ENDPOINTS_FAIL_OPEN);
        PortBackends backends = instances(node("b", ConditionStatus.UNKNOWN), node("c", ConditionStatus.FALSE));

        assertThat(ids(backends)).isEmpty();
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code() + " " + finding.message())
                        .isEqualTo("LB-CLD-017 None of 2 nodes is ready on a running instance,"
                                + " so the load balancer has no target."));
    }

    private void endpoints(Endpoint.Builder... endpoints) {
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .serviceName("web")
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder().name("http").port(8080).build());
        Arrays.stream(endpoints).forEach(endpoint -> slice.addEndpoint(endpoint.build()));
        cluster.add(slice.build());
    }

    private List<String> pods() {
        return resolve(BackendMode.POD_IP).ports().get(0).members().asList().stream()
                .map(member -> member.key() + "@" + member.zone().orElse("?"))
                .toList();
    }

    @Test
    @DisplayName("a pod outside the VPC is in every zone, and AWS finds the zone of one inside")
    void zones() {
        endpoints(
                Endpoint.builder().addAddress("10.0.1.1").zone("eu-west-1a"),
                Endpoint.builder().addAddress("100.64.9.9").zone("eu-west-1b"),
                Endpoint.builder().addAddress("192.168.1.1").zone("eu-west-1b"));

        assertThat(pods()).containsExactly("10.0.1.1:8080@?", "100.64.9.9:8080@?", "192.168.1.1:8080@all");
    }

    @Test
    @DisplayName("AWS looks for the zone of a pod in the subnets, so that a range of the VPC without one is outside")
    void rangeWithoutSubnet() {
        facts.addSubnets(subnet("eu-west-1a", "10.0.0.0/20"), subnet("eu-west-1b", "100.64.0.0/20"));
        endpoints(
                Endpoint.builder().addAddress("10.0.1.1").zone("eu-west-1a"),
                Endpoint.builder().addAddress("10.0.64.1").zone("eu-west-1a"),
                Endpoint.builder().addAddress("100.64.9.9").zone("eu-west-1b"));

        assertThat(pods()).containsExactly("10.0.1.1:8080@?", "10.0.64.1:8080@all", "100.64.9.9:8080@?");
    }

    private static Subnet subnet(String zone, String range) {
        return new Subnet(
                "subnet-" + zone,
                zone,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Cidr.parse(range)),
                List.of(),
                Optional.empty(),
                new TreeMap<>());
    }

    @Test
    @DisplayName("where the ranges of the VPC are not known, no pod is outside")
    void unknownRanges() {
        facts.vpc(new Vpc("vpc-1", List.of()));
        endpoints(Endpoint.builder().addAddress("192.168.1.1").zone("eu-west-1b"));

        assertThat(pods()).containsExactly("192.168.1.1:8080@?");
    }

    @Test
    @DisplayName("a pod that ends is no target while another one is ready, and stays one where none is")
    void ending() {
        Endpoint.Builder ending = Endpoint.builder()
                .addAddress("10.0.1.1")
                .ready(false)
                .serving(true)
                .terminating(true);
        endpoints(ending, Endpoint.builder().addAddress("10.0.1.2"));
        assertThat(pods()).containsExactly("10.0.1.2:8080@?");
        assertThat(out(resolve(BackendMode.POD_IP).ports().get(0)))
                .singleElement()
                .asString()
                .startsWith("10.0.1.1:8080: endpoint-not-ready");

        endpoints(ending);
        assertThat(pods()).containsExactly("10.0.1.1:8080@?");
    }

    @Test
    @DisplayName("a pod that waits for its readiness gate is a target, or the gate would never open")
    void readinessGate() {
        cluster.add(node("a", ConditionStatus.UNKNOWN).build());
        cluster.add(Pod.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .nodeName("a")
                .putCondition("ContainersReady", Condition.of(ConditionStatus.TRUE))
                .build());
        endpoints(Endpoint.builder()
                .addAddress("10.0.1.1")
                .ready(false)
                .targetRef(new TargetRef("Pod", "web-1", Optional.empty())));

        assertThat(pods()).containsExactly("10.0.1.1:8080@?");

        gateOff(FeatureGate.ENDPOINTS_FAIL_OPEN);
        assertThat(pods()).isEmpty();
    }
}
