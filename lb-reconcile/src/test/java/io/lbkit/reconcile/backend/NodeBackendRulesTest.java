package io.lbkit.reconcile.backend;

import static io.lbkit.model.net.IpFamily.IPV4;
import static io.lbkit.model.net.IpFamily.IPV6;
import static io.lbkit.model.net.Protocol.SCTP;
import static io.lbkit.model.net.Protocol.TCP;
import static io.lbkit.model.net.Protocol.UDP;
import static io.lbkit.reconcile.backend.Cluster.codes;
import static io.lbkit.reconcile.backend.Cluster.excluded;
import static io.lbkit.reconcile.backend.Cluster.members;
import static io.lbkit.reconcile.backend.Cluster.node;
import static io.lbkit.reconcile.backend.Cluster.nodePort;
import static io.lbkit.reconcile.backend.Cluster.pod;
import static io.lbkit.reconcile.backend.Cluster.pods;
import static io.lbkit.reconcile.backend.Cluster.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.IpAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("nodes as targets, on the node port")
class NodeBackendRulesTest {
    private static final ClusterSnapshot TWO_NODES = Cluster.of(
            node("a").zone("z1").ip("10.0.0.1"),
            node("b").ip("10.0.0.2"),
            pods(pod("10.1.0.1").on("a")));

    private static BackendOptions.Builder options() {
        return BackendOptions.builder().mode(BackendMode.NODE_PORT);
    }

    private static ServiceBackends resolve(
            ClusterSnapshot cluster, Cluster.ServiceSketch service, BackendOptions.Builder options) {
        return BackendResolver.of(cluster).resolve(service.build(), options.build());
    }

    private static Optional<HealthCheck> check(ServiceBackends backends) {
        return backends.ports().get(0).healthCheck();
    }

    @Nested
    @DisplayName("which nodes")
    class Which {
        @Test
        @DisplayName("policy Cluster: every eligible node, with address and zone")
        void cluster() {
            PortBackends port = nodePort(TWO_NODES, service()).ports().get(0);

            assertThat(members(port)).containsExactly("a", "b");
            assertThat(port.members().asList().get(0).zone()).contains("z1");
            assertThat(port.members().asList().get(0).address()).contains(IpAddress.parse("10.0.0.1"));
            assertThat(port.members().asList().get(0).port()).isEmpty();
            assertThat(port.excluded()).isEmpty();
        }

        @Test
        @DisplayName("policy Local: every eligible node too; the health check does the choosing")
        void local() {
            assertThat(members(nodePort(TWO_NODES, service().local()))).containsExactly("a", "b");
        }

        @Test
        @DisplayName("a node that is out has a reason")
        void excludedNode() {
            var backends = nodePort(
                    Cluster.of(
                            node("a"),
                            node("b").label(NodeEligibility.EXCLUSION_LABEL, ""),
                            node("c").deleting()),
                    service());

            assertThat(members(backends)).containsExactly("a");
            assertThat(excluded(backends)).containsExactly("b node-excluded-by-label", "c node-deleting");
        }

        @Test
        @DisplayName("the rules of another release may be asked for, and the policy counts in them")
        void release() {
            var cluster = Cluster.of(node("a"), node("b").ready(ConditionStatus.FALSE));
            var of126 = options().nodes(NodeEligibility.ofRelease(26));

            assertThat(members(resolve(cluster, service(), of126))).containsExactly("a");
            assertThat(members(resolve(cluster, service().local(), of126))).containsExactly("a", "b");
        }

        @Test
        @DisplayName("no eligible node at all is a finding, as in a kubeadm cluster of one node")
        void none() {
            var cluster = Cluster.of(node("a").label(NodeEligibility.EXCLUSION_LABEL, ""));

            assertThat(codes(nodePort(cluster, service()))).containsExactly("LB-CLD-017");
            assertThat(codes(resolve(cluster, service().local(), options().onlyNodesWithReadyEndpoints(true))))
                    .containsExactly("LB-CLD-017");
        }

        @Test
        @DisplayName("nodes that were never read, or in part, are no finding")
        void unknown() {
            ClusterSnapshot partial =
                    ClusterSnapshot.empty().with(node("a").deleting().build());

            assertThat(nodePort(ClusterSnapshot.empty(), service()).findings()).isEmpty();
            assertThat(nodePort(ClusterSnapshot.empty(), service())
                            .ports()
                            .get(0)
                            .knownMembers())
                    .isEmpty();
            assertThat(nodePort(partial, service()).findings()).isEmpty();
            assertThat(nodePort(partial, service()).ports().get(0).coverage()).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        @DisplayName("slices do not matter: their absence leaves the nodes known")
        void slicesDoNotMatter() {
            var cluster = TWO_NODES.covering(ObjectType.ENDPOINT_SLICE, Coverage.UNKNOWN);

            assertThat(nodePort(cluster, service()).ports().get(0).coverage()).isEqualTo(Coverage.COMPLETE);
        }

        @Test
        @DisplayName("a dual-stack Service has each node once per family, with the address of that family")
        void dualStack() {
            var cluster = Cluster.of(node("a").ip("10.0.0.1").ip("2001:db8::a"));
            var backends = nodePort(cluster, service().families(IPV4, IPV6));

            assertThat(backends.ports())
                    .extracting(port -> port.members().asList().get(0).address())
                    .containsExactly(
                            Optional.of(IpAddress.parse("10.0.0.1")), Optional.of(IpAddress.parse("2001:db8::a")));
        }
    }

    @Nested
    @DisplayName("settings of a provider")
    class Settings {
        @Test
        @DisplayName("a node without an address of the family is out only where an address is needed")
        void address() {
            var cluster = Cluster.of(node("a").ip("10.0.0.1"), node("b"));

            assertThat(members(nodePort(cluster, service()))).containsExactly("a", "b");
            assertThat(excluded(resolve(cluster, service(), options().nodeAddressNeeded(true))))
                    .containsExactly("b node-without-address");
        }

        @Test
        @DisplayName("a further condition leaves nodes out, with its own words")
        void filter() {
            var backends = resolve(
                    TWO_NODES,
                    service(),
                    options()
                            .nodeFilter(node ->
                                    node.name().equals("b") ? Optional.of("not of this pool") : Optional.empty()));

            assertThat(excluded(backends)).containsExactly("b node-not-selected");
            assertThat(backends.ports().get(0).excluded().get(0).detail()).isEqualTo("not of this pool");
        }

        @Test
        @DisplayName("narrowed to nodes with a ready endpoint: the others are out, under policy Local only")
        void narrow() {
            var narrow = options().onlyNodesWithReadyEndpoints(true);

            assertThat(members(resolve(TWO_NODES, service(), narrow))).containsExactly("a", "b");
            var local = resolve(TWO_NODES, service().local(), narrow);
            assertThat(members(local)).containsExactly("a");
            assertThat(excluded(local)).containsExactly("b node-without-ready-endpoint");
        }

        @Test
        @DisplayName("narrowed: endpoints that are ending do not keep their node in, as in the health check")
        void narrowEnding() {
            var cluster = Cluster.of(
                    node("a"),
                    node("b"),
                    node("c").deleting(),
                    pods(
                            pod("10.1.0.1").on("a").ending(),
                            pod("10.1.0.2").on("b"),
                            pod("10.1.0.3").on("c")));
            var local = resolve(cluster, service().local(), options().onlyNodesWithReadyEndpoints(true));

            assertThat(members(local)).containsExactly("b");
            assertThat(excluded(local)).containsExactly("a node-without-ready-endpoint", "c node-deleting");
        }

        @Test
        @DisplayName("narrowed: as much is known of the nodes as of their endpoints")
        void narrowCoverage() {
            var cluster = TWO_NODES.covering(ObjectType.ENDPOINT_SLICE, Coverage.UNKNOWN);

            assertThat(resolve(cluster, service().local(), options().onlyNodesWithReadyEndpoints(true))
                            .ports()
                            .get(0)
                            .knownMembers())
                    .isEmpty();
        }
    }

    @Nested
    @DisplayName("node ports")
    class NodePorts {
        private final ServicePort.Builder bare = ServicePort.builder().port(80);

        @Test
        @DisplayName("allocation off and none given: nodes cannot be targets (KEP-1864)")
        void off() {
            var backends = nodePort(TWO_NODES, service().withoutNodePorts().port(bare));

            assertThat(codes(backends)).containsExactly("LB-SVC-009");
            assertThat(backends.findings().get(0).severity()).isEqualTo(Severity.ERROR);
            assertThat(backends.ports().get(0).knownMembers()).isEmpty();
            assertThat(excluded(backends)).containsExactly("TCP/80 port-without-node-port");
        }

        @Test
        @DisplayName("allocation off and one given: it is honoured (KEP-1864)")
        void honoured() {
            var backends = nodePort(TWO_NODES, service().withoutNodePorts());

            assertThat(members(backends)).containsExactly("a", "b");
            assertThat(backends.findings()).isEmpty();
        }

        @Test
        @DisplayName("not allocated yet: nothing is known, which is no error")
        void pending() {
            var backends = nodePort(TWO_NODES, service().withoutUid().port(bare));

            assertThat(backends.findings().get(0).severity()).isEqualTo(Severity.INFO);
            assertThat(backends.ports().get(0).knownMembers()).isEmpty();
        }

        @Test
        @DisplayName("pods need none")
        void pods() {
            var backends = Cluster.podIp(TWO_NODES, service().withoutNodePorts().port(bare));

            assertThat(members(backends)).containsExactly("10.1.0.1:8080");
            assertThat(backends.findings()).isEmpty();
        }
    }

    @Nested
    @DisplayName("health checks")
    class Checks {
        private final HealthCheck kubeProxy = HealthCheck.http(10_256, "/healthz", HealthCheck.Meaning.NODE_FORWARDS);

        @Test
        @DisplayName("policy Cluster: kube-proxy's /healthz on 10256 (KEP-3836)")
        void cluster() {
            assertThat(check(nodePort(TWO_NODES, service()))).contains(kubeProxy);
        }

        @Test
        @DisplayName("policy Local: /healthz on the health-check node port, whatever the setting for Cluster")
        void local() {
            var expected = HealthCheck.http(32_000, "/healthz", HealthCheck.Meaning.NODE_HAS_READY_ENDPOINT);

            assertThat(check(nodePort(TWO_NODES, service().local()))).contains(expected);
            assertThat(check(resolve(
                            TWO_NODES, service().local(), options().nodeCheck(BackendOptions.NodeCheck.NODE_PORT))))
                    .contains(expected);
        }

        @Test
        @DisplayName("policy Cluster, node port asked for: TCP on the node port, and kube-proxy where there is no TCP")
        void onNodePort() {
            var onNodePort = options().nodeCheck(BackendOptions.NodeCheck.NODE_PORT);

            assertThat(check(resolve(TWO_NODES, service(), onNodePort)))
                    .contains(HealthCheck.tcp(30_080, HealthCheck.Meaning.NODE_FORWARDS));
            assertThat(check(resolve(TWO_NODES, service().port("", 53, UDP), onNodePort)))
                    .contains(kubeProxy);
            assertThat(check(resolve(TWO_NODES, service().port("", 53, SCTP), onNodePort)))
                    .contains(kubeProxy);
        }

        @Test
        @DisplayName("policy Local without a health-check node port: no check, with a warning on a stored Service")
        void missing() {
            var stored = nodePort(TWO_NODES, service().localWithoutCheckPort());
            var manifest = nodePort(TWO_NODES, service().localWithoutCheckPort().withoutUid());

            assertThat(check(stored)).isEmpty();
            assertThat(codes(stored)).containsExactly("LB-SVC-010");
            assertThat(codes(manifest)).containsExactly("LB-IN-102");
        }
    }

    @Nested
    @DisplayName("a fleet")
    class Fleet {
        private final AtomicInteger asked = new AtomicInteger();
        private final ClusterSnapshot cluster =
                Cluster.of(node("a"), node("b"), node("c").label(NodeEligibility.EXCLUSION_LABEL, ""));
        private final BackendResolver resolver = BackendResolver.of(cluster);

        private Optional<String> counting(Node node) {
            asked.incrementAndGet();
            return Optional.empty();
        }

        private MemberSet resolve(Cluster.ServiceSketch service, BackendOptions options) {
            return resolver.resolve(service.build(), options).ports().get(0).members();
        }

        @Test
        @DisplayName("shares one set of nodes: each node is looked at once, not once per Service or port")
        void shared() {
            BackendOptions options = options().nodeFilter(this::counting).build();
            MemberSet first = resolve(service(), options);

            for (int port = 1; port <= 100; port++) {
                assertThat(resolve(service().port("", port, TCP), options)).isSameAs(first);
            }
            assertThat(resolver.resolve(
                                    service()
                                            .port("x", 1, TCP)
                                            .port("y", 2, TCP)
                                            .build(),
                                    options)
                            .ports())
                    .allSatisfy(port -> assertThat(port.members()).isSameAs(first));
            assertThat(asked).hasValue(2);
        }

        @Test
        @DisplayName("shares it between policies where the release treats both alike")
        void policies() {
            assertThat(resolve(service().local(), options().build()))
                    .isSameAs(resolve(service(), options().build()));
            BackendOptions of126 =
                    options().nodes(NodeEligibility.ofRelease(26)).build();
            assertThat(resolve(service().local(), of126)).isNotSameAs(resolve(service(), of126));
        }

        @Test
        @DisplayName("shares it between options that differ in what does not concern nodes")
        void otherOptions() {
            assertThat(resolve(
                            service(),
                            options()
                                    .nodeCheck(BackendOptions.NodeCheck.NODE_PORT)
                                    .onlyNodesWithReadyEndpoints(true)
                                    .build()))
                    .isSameAs(resolve(service(), options().build()));
        }

        @Test
        @DisplayName("shares each exclusion")
        void exclusions() {
            PortBackends one = resolver.resolve(service().build(), options().build())
                    .ports()
                    .get(0);
            PortBackends other = resolver.resolve(
                            service().port("", 443, TCP).build(), options().build())
                    .ports()
                    .get(0);

            assertThat(one.excluded().get(0)).isSameAs(other.excluded().get(0));
        }
    }
}
