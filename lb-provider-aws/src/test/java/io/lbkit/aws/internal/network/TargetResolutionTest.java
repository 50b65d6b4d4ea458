package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetResolutionTest {
    private static final AwsFacts FACTS = AwsFacts.builder()
            .vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"))))
            .build();

    private static Node.Builder node(String name, ConditionStatus ready) {
        return Node.builder()
                .name(name)
                .providerId("aws:///eu-west-1a/i-" + name)
                .putCondition("Ready", Condition.of(ready));
    }

    private static Node.Builder node(String name) {
        return node(name, ConditionStatus.TRUE);
    }

    private static ClusterSnapshot cluster(Node.Builder... nodes) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder().covering(ObjectType.NODE, Coverage.COMPLETE);
        List.of(nodes).forEach(node -> cluster.add(node.build()));
        return cluster.build();
    }

    private static PortBackends backends(Situation situation, BackendMode mode) {
        List<PortBackends> ports = TargetResolution.targets(situation.context(), mode, IpFamily.IPV4)
                .ports();
        assertThat(ports).hasSize(1);
        return ports.get(0);
    }

    private static List<String> instances(Situation situation) {
        return backends(situation, BackendMode.NODE_PORT).members().asList().stream()
                .map(Member::id)
                .toList();
    }

    private static List<String> excluded(Situation situation, BackendMode mode) {
        return backends(situation, mode).excluded().stream()
                .map(Exclusion::detail)
                .toList();
    }

    @Test
    @DisplayName("nodes are targets as instances; cordoned ones and those of the control plane too")
    void instances() {
        Situation situation = Situation.in(FACTS)
                .cluster(cluster(
                        node("0a"),
                        node("0b").unschedulable(true),
                        node("0c").putLabel("node-role.kubernetes.io/control-plane", "")));
        assertThat(backends(situation, BackendMode.NODE_PORT).members().asList())
                .containsExactly(Member.of("i-0a"), Member.of("i-0b"), Member.of("i-0c"));
    }

    @Test
    @DisplayName("labels, taints, the condition Ready and a bad provider id leave a node out, and only that one")
    void excludedNodes() {
        Situation situation = Situation.in(FACTS)
                .cluster(cluster(
                        node("0a"),
                        node("0b").putLabel("node-role.kubernetes.io/master", ""),
                        node("0c").putLabel("node.kubernetes.io/exclude-from-external-load-balancers", "false"),
                        node("0d").putLabel("alpha.service-controller.kubernetes.io/exclude-balancer", ""),
                        node("0e").putLabel("eks.amazonaws.com/compute-type", "fargate"),
                        node("0f").addTaint(new Taint("ToBeDeletedByClusterAutoscaler", "1", "PreferNoSchedule")),
                        node("0g").addTaint(new Taint("karpenter.sh/disrupted", "", "NoSchedule")),
                        node("0h").addTaint(new Taint("karpenter.sh/disrupted", "", "NoExecute")),
                        node("0i", ConditionStatus.FALSE),
                        node("0j", ConditionStatus.UNKNOWN),
                        node("0k").providerId("azure:///subscriptions/x"),
                        Node.builder().name("0l").putCondition("Ready", Condition.of(ConditionStatus.TRUE))));
        assertThat(instances(situation)).containsExactly("i-0a", "i-0h");
        assertThat(excluded(situation, BackendMode.NODE_PORT))
                .hasSize(10)
                .contains(
                        "Node/0i status.conditions['Ready'] is False, not True",
                        "Node/0k spec.providerID is 'azure:///subscriptions/x', which names no EC2 instance",
                        "Node/0l spec.providerID is '', which names no EC2 instance");
    }

    @Test
    @DisplayName("a Service may choose nodes by labels")
    void nodeLabels() {
        Situation situation = Situation.in(FACTS)
                .with(AwsAnnotation.TARGET_NODE_LABELS, "pool=edge,tier=1")
                .cluster(cluster(
                        node("0a").putLabel("pool", "edge").putLabel("tier", "1"),
                        node("0b").putLabel("pool", "edge"),
                        node("0c").putLabel("pool", "core").putLabel("tier", "1")));
        assertThat(instances(situation)).containsExactly("i-0a");
    }

    @Test
    @DisplayName("where no node is ready, those of unknown state are targets, unless the gate is off")
    void failOpen() {
        ClusterSnapshot cluster = cluster(
                node("0a", ConditionStatus.UNKNOWN),
                node("0b", ConditionStatus.FALSE),
                node("0c", ConditionStatus.UNKNOWN).putLabel("node-role.kubernetes.io/master", ""));
        assertThat(instances(Situation.in(FACTS).cluster(cluster))).containsExactly("i-0a");
        TreeSet<FeatureGate> gates = new TreeSet<>(FeatureGate.onByDefault());
        gates.remove(FeatureGate.ENDPOINTS_FAIL_OPEN);
        AwsFacts off = AwsFacts.builder()
                .from(FACTS)
                .controller(ControllerOptions.builder().featureGates(gates).build())
                .build();
        assertThat(instances(Situation.in(off).cluster(cluster))).isEmpty();
    }

    private static Endpoint.Builder endpoint(String address, String pod) {
        return Endpoint.builder()
                .addAddress(address)
                .nodeName("0a")
                .targetRef(new TargetRef("Pod", pod, Optional.empty()));
    }

    private static Pod pod(String name, String node, Map<String, ConditionStatus> conditions) {
        Pod.Builder pod = Pod.builder().key(ObjectKey.of("shop", name)).nodeName(node);
        conditions.forEach((type, status) -> pod.putCondition(type, Condition.of(status)));
        return pod.build();
    }

    private static ClusterSnapshot pods(List<Pod> pods, Endpoint.Builder... endpoints) {
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .serviceName("web")
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder().port(8080).build());
        List.of(endpoints).forEach(endpoint -> slice.addEndpoint(endpoint.build()));
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder()
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE)
                .add(slice.build())
                .add(node("0a").build())
                .add(node("0u", ConditionStatus.UNKNOWN).build());
        pods.forEach(cluster::add);
        return cluster.build();
    }

    private static List<String> addresses(Situation situation) {
        return backends(situation, BackendMode.POD_IP).members().asList().stream()
                .map(member ->
                        member.key() + member.zone().map(zone -> "@" + zone).orElse(""))
                .toList();
    }

    @Test
    @DisplayName("pods are targets by address and port; the zone of one outside the VPC is all")
    void pods() {
        Situation situation = Situation.in(FACTS)
                .cluster(pods(
                        List.of(),
                        endpoint("10.0.1.1", "a").zone("eu-west-1a"),
                        endpoint("192.168.0.1", "b").zone("eu-west-1a")));
        assertThat(addresses(situation)).containsExactly("10.0.1.1:8080", "192.168.0.1:8080@all");
    }

    @Test
    @DisplayName("a pod that waits for a gate alone is a target, one that is not ready or that ends is none")
    void readinessGates() {
        Map<String, ConditionStatus> containers = Map.of("ContainersReady", ConditionStatus.TRUE);
        Situation situation = Situation.in(FACTS)
                .cluster(pods(
                        List.of(
                                pod("gate", "0a", containers),
                                pod("starting", "0a", Map.of("ContainersReady", ConditionStatus.FALSE)),
                                pod("lost", "0u", containers),
                                pod("ending", "0a", containers)),
                        endpoint("10.0.1.1", "ready"),
                        endpoint("10.0.1.2", "gate").ready(false),
                        endpoint("10.0.1.3", "starting").ready(false),
                        endpoint("10.0.1.4", "lost").ready(false),
                        endpoint("10.0.1.5", "ending")
                                .ready(false)
                                .serving(true)
                                .terminating(true),
                        endpoint("10.0.1.6", "none").ready(false)));
        assertThat(addresses(situation)).containsExactly("10.0.1.1:8080", "10.0.1.2:8080");
        assertThat(excluded(situation, BackendMode.POD_IP)).hasSize(4).contains("it is terminating and drains");
    }

    @Test
    @DisplayName("where there is no other target, pods on nodes of unknown state are")
    void failOpenPods() {
        Situation situation = Situation.in(FACTS)
                .cluster(pods(
                        List.of(pod("lost", "0u", Map.of("ContainersReady", ConditionStatus.TRUE))),
                        endpoint("10.0.1.4", "lost").ready(false)));
        assertThat(addresses(situation)).containsExactly("10.0.1.4:8080");
        assertThat(excluded(situation, BackendMode.POD_IP)).isEmpty();
    }
}
