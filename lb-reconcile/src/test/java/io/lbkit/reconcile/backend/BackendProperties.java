package io.lbkit.reconcile.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.Forwarding.Target;
import io.lbkit.reconcile.backend.Forwarding.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@Label("laws of backend resolution")
@PropertyDefaults(tries = 500, edgeCases = EdgeCasesMode.NONE) // the generators are made of edge cases already
class BackendProperties {
    private static final List<String> NODES = List.of("n1", "n2", "n3");

    /** Few addresses, pods and nodes, so that entries collide often. */
    @Provide
    Arbitrary<List<EndpointSlice>> slices() {
        Arbitrary<EndpointSlice> slice = Combinators.combine(
                        Arbitraries.of(AddressType.IPV4, AddressType.IPV4, AddressType.IPV6),
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.of(Optional.of(Cluster.UID), Optional.of("uid-before"), Optional.<String>empty()),
                        ports().list().ofMaxSize(2),
                        endpoints().list().ofMaxSize(6))
                .as((type, generation, owner, ports, endpoints) -> EndpointSlice.builder()
                        .key(ObjectKey.of("shop", "unnamed"))
                        .serviceName("web")
                        .addressType(type)
                        .generation(generation)
                        .serviceUid(owner)
                        .ports(ports)
                        .endpoints(endpoints)
                        .build());
        return slice.list().ofMaxSize(4).map(BackendProperties::named);
    }

    private static List<EndpointSlice> named(List<EndpointSlice> slices) {
        List<EndpointSlice> named = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            named.add(EndpointSlice.builder()
                    .from(slice)
                    .key(ObjectKey.of("shop", "web-" + named.size()))
                    .build());
        }
        return named;
    }

    private static Arbitrary<EndpointPort> ports() {
        return Combinators.combine(Arbitraries.of("", "other"), Arbitraries.of(8080, 9090))
                .as((name, port) -> EndpointPort.builder().name(name).port(port).build());
    }

    private static Arbitrary<Endpoint> endpoints() {
        Arbitrary<Optional<Boolean>> condition =
                Arbitraries.of(Optional.of(true), Optional.of(false), Optional.empty());
        return Combinators.combine(
                        Arbitraries.of("10.1.0.1", "010.1.0.1", "10.1.0.2", "10.1.0.3", "2001:db8::1", "nonsense"),
                        condition,
                        condition,
                        condition,
                        Arbitraries.of(NODES).optional(),
                        Arbitraries.of("p1", "p2").optional(),
                        Arbitraries.of(NODES).list().ofMaxSize(1),
                        Arbitraries.of("z1", "z2").list().ofMaxSize(1))
                .as((address, ready, serving, terminating, node, pod, nodeHints, zoneHints) -> Endpoint.builder()
                        .addAddress(address)
                        .ready(ready)
                        .serving(serving)
                        .terminating(terminating)
                        .nodeName(node)
                        .targetRef(pod.map(name -> new TargetRef("Pod", name, Optional.of("uid-" + name))))
                        .nodeHints(nodeHints)
                        .zoneHints(zoneHints)
                        .build());
    }

    @Provide
    Arbitrary<Set<Node>> nodes() {
        Arbitrary<String> names = Arbitraries.integers().between(1, 8).map(number -> "n" + number);
        Arbitrary<Node> node = Combinators.combine(
                        names,
                        Arbitraries.of(ConditionStatus.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "false", "true").optional(0.4),
                        Arbitraries.of(true, false))
                .as((name, ready, cordoned, tainted, label, deleting) -> {
                    Cluster.NodeSketch sketch = Cluster.node(name).ready(ready);
                    if (cordoned) {
                        sketch.cordoned();
                    }
                    if (tainted) {
                        sketch.taint(NodeEligibility.AUTOSCALER_TAINT, "NoSchedule");
                    }
                    label.ifPresent(value -> sketch.label(NodeEligibility.EXCLUSION_LABEL, value));
                    return deleting ? sketch.deleting().build() : sketch.build();
                });
        return node.set().ofMaxSize(8).uniqueElements(Node::name);
    }

    @Provide
    Arbitrary<NodeEligibility> rules() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(16, 38).map(NodeEligibility::ofRelease),
                Arbitraries.integers()
                        .between(27, 29)
                        .map(minor -> NodeEligibility.ofRelease(minor).withoutStableNodeSet()));
    }

    private static ClusterSnapshot cluster(List<EndpointSlice> slices) {
        return Cluster.of(
                Cluster.node("n1").zone("z1"),
                Cluster.node("n2").zone("z2"),
                Cluster.node("n3"),
                builder -> slices.forEach(builder::add));
    }

    private static ServiceBackends resolve(List<EndpointSlice> slices) {
        return Cluster.podIp(cluster(slices), Cluster.service());
    }

    private static PortBackends port(List<EndpointSlice> slices) {
        return resolve(slices).ports().get(0);
    }

    @Property
    @Label("the order of slices, and of the endpoints in them, does not matter")
    void order(@ForAll("slices") List<EndpointSlice> slices, @ForAll long seed) {
        Random random = new Random(seed);
        List<EndpointSlice> shuffled = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            List<Endpoint> endpoints = new ArrayList<>(slice.endpoints());
            Collections.shuffle(endpoints, random);
            shuffled.add(
                    EndpointSlice.builder().from(slice).endpoints(endpoints).build());
        }
        Collections.shuffle(shuffled, random);

        assertThat(resolve(shuffled)).isEqualTo(resolve(slices));
        for (String node : NODES) {
            assertThat(verdict(shuffled, Cluster.service().local().build(), node))
                    .isEqualTo(verdict(slices, Cluster.service().local().build(), node));
            assertThat(verdict(shuffled, Cluster.service().build(), node))
                    .isEqualTo(verdict(slices, Cluster.service().build(), node));
        }
    }

    private static Forwarding verdict(List<EndpointSlice> slices, Service service, String node) {
        return KubeProxy.of(cluster(slices)).forwarding(service, service.ports().get(0), IpFamily.IPV4, node);
    }

    @Property
    @Label("the names of slices do not change who is a member")
    void names(@ForAll("slices") List<EndpointSlice> slices) {
        List<EndpointSlice> reversed = new ArrayList<>(slices);
        Collections.reverse(reversed);

        assertThat(port(named(reversed)).members().asList().stream()
                        .map(Member::key)
                        .toList())
                .isEqualTo(port(slices).members().asList().stream()
                        .map(Member::key)
                        .toList());
    }

    @Property
    @Label("every address of the family is a member or excluded, and not both")
    void addresses(@ForAll("slices") List<EndpointSlice> slices) {
        PortBackends port = port(slices);
        Set<String> in = new HashSet<>();
        Set<String> out = new HashSet<>();
        port.members().forEach(member -> in.add(member.id()));
        Set<String> keysOut = new HashSet<>();
        for (Exclusion exclusion : port.excluded()) {
            if (exclusion.reason() != ExclusionReason.ENDPOINT_SUPERSEDED) {
                keysOut.add(exclusion.id());
                out.add(exclusion.id().replaceAll(":\\d+$", ""));
            }
        }

        slices.stream()
                .filter(slice -> slice.addressType() == AddressType.IPV4)
                .filter(slice -> !slice.serviceUid().equals(Optional.of("uid-before")))
                .flatMap(slice -> slice.endpoints().stream())
                .map(endpoint -> endpoint.addresses().get(0))
                .filter(address -> !address.equals("2001:db8::1"))
                .map(address -> address.replace("010.", "10."))
                .forEach(address -> assertThat(in.contains(address) || out.contains(address))
                        .as(address)
                        .isTrue());
        assertThat(port.members())
                .noneMatch(member -> keysOut.contains(member.key().toString()));
    }

    @Property
    @Label("a member drains only while another one is active")
    void draining(@ForAll("slices") List<EndpointSlice> slices) {
        PortBackends port = port(slices);
        boolean anyDraining =
                port.members().asList().stream().anyMatch(member -> member.state() == MemberState.DRAINING);

        assertThat(!anyDraining || port.active() > 0).isTrue();
    }

    @Property
    @Label("members are unique by key, sorted, and never neither ready nor serving")
    void unique(@ForAll("slices") List<EndpointSlice> slices) {
        List<Member> members = port(slices).members().asList();

        assertThat(members.stream().map(Member::key).distinct()).hasSameSizeAs(members);
        assertThat(members).isSorted();
        assertThat(port(slices).excluded()).isSorted().doesNotHaveDuplicates();
    }

    @Property
    @Label("the active members of pod mode are what kube-proxy uses without hints under policy Cluster")
    void agreement(@ForAll("slices") List<EndpointSlice> slices) {
        List<EndpointSlice> unhinted = slices.stream()
                .map(slice -> EndpointSlice.builder()
                        .from(slice)
                        .endpoints(slice.endpoints().stream()
                                .map(endpoint -> Endpoint.builder()
                                        .from(endpoint)
                                        .nodeHints(List.of())
                                        .zoneHints(List.of())
                                        .build())
                                .toList())
                        .build())
                .toList();
        List<String> active = port(unhinted).members().asList().stream()
                .filter(member -> member.state() == MemberState.ACTIVE)
                .map(member -> member.key().toString())
                .sorted()
                .toList();

        assertThat(verdict(unhinted, Cluster.service().build(), "n1").targets().stream()
                        .map(Target::toString)
                        .sorted()
                        .toList())
                .isEqualTo(active);
    }

    @Property
    @Label("a node forwards exactly if it has a target, and passes the Local probe only if it forwards to ready ones")
    void verdicts(@ForAll("slices") List<EndpointSlice> slices) {
        Service local = Cluster.service().local().build();
        for (String node : NODES) {
            Forwarding forwarding = verdict(slices, local, node);
            boolean passes = KubeProxy.of(cluster(slices))
                    .healthCheckNodePort(local, node)
                    .passes();

            assertThat(forwarding.verdict() == Verdict.FORWARDS)
                    .isEqualTo(!forwarding.targets().isEmpty());
            assertThat(forwarding.targets()).allMatch(target -> target.node().equals(Optional.of(node)));
            assertThat(passes).isEqualTo(forwarding.basis() == Forwarding.Basis.READY);
        }
    }

    @Property
    @Label("a resolver that followed another one answers as one that looks at everything")
    void followingIsLookingAnew(
            @ForAll("nodes") Set<Node> before,
            @ForAll("nodes") Set<Node> between,
            @ForAll("nodes") Set<Node> after,
            @ForAll("rules") NodeEligibility rules,
            @ForAll boolean answered) {
        BackendOptions options = BackendOptions.builder()
                .mode(BackendMode.NODE_PORT)
                .nodes(rules)
                .build();
        Service service = Cluster.service().build();
        BackendResolver resolver = BackendResolver.of(Cluster.of(builder -> before.forEach(builder::add)));
        resolver.resolve(service, options);
        resolver = resolver.following(Cluster.of(builder -> between.forEach(builder::add)));
        if (answered) {
            resolver.resolve(service, options);
        }
        ClusterSnapshot last = Cluster.of(builder -> after.forEach(builder::add));

        assertThat(resolver.following(last).resolve(service, options))
                .isEqualTo(BackendResolver.of(last).resolve(service, options));
    }

    @Property
    @Label("every node is a member or excluded for one reason, under every release and policy")
    void nodeIsInOrOut(
            @ForAll("nodes") Set<Node> nodes,
            @ForAll("rules") NodeEligibility rules,
            @ForAll("slices") List<EndpointSlice> slices,
            @ForAll boolean local,
            @ForAll boolean narrow) {
        ClusterSnapshot cluster =
                Cluster.of(builder -> nodes.forEach(builder::add), builder -> slices.forEach(builder::add));
        Cluster.ServiceSketch service = local ? Cluster.service().local() : Cluster.service();
        BackendOptions options = BackendOptions.builder()
                .mode(BackendMode.NODE_PORT)
                .nodes(rules)
                .onlyNodesWithReadyEndpoints(narrow)
                .build();
        PortBackends port = BackendResolver.of(cluster)
                .resolve(service.build(), options)
                .ports()
                .get(0);
        List<String> accounted = new ArrayList<>();
        port.members().forEach(member -> accounted.add(member.id()));
        port.excluded().forEach(exclusion -> accounted.add(exclusion.id()));

        assertThat(accounted)
                .containsExactlyInAnyOrderElementsOf(
                        nodes.stream().map(Node::name).toList());
        assertThat(port.excluded()).isSorted();
    }
}
