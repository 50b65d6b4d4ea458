package io.lbkit.reconcile.backend;

import static io.lbkit.model.net.IpFamily.IPV4;
import static io.lbkit.model.net.IpFamily.IPV6;
import static io.lbkit.model.net.Protocol.TCP;
import static io.lbkit.reconcile.backend.Cluster.node;
import static io.lbkit.reconcile.backend.Cluster.pod;
import static io.lbkit.reconcile.backend.Cluster.pods;
import static io.lbkit.reconcile.backend.Cluster.service;
import static io.lbkit.reconcile.backend.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.reconcile.backend.Forwarding.Basis;
import io.lbkit.reconcile.backend.Forwarding.Verdict;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("kube-proxy on a node")
class KubeProxyRulesTest {
    private static final Service CLUSTER = service().build();
    private static final Service LOCAL = service().local().build();

    private static Forwarding on(String node, Service service, ClusterSnapshot cluster) {
        return KubeProxy.of(cluster).forwarding(service, service.ports().get(0), IPV4, node);
    }

    private static Forwarding on(String node, Service service, Cluster.PodSketch... pods) {
        return on(
                node,
                service,
                Cluster.of(
                        node("a").zone("z1"), node("b").zone("z2"), node("c").zone("z3"), node("nowhere"), pods(pods)));
    }

    /** Verdict, basis and targets in one line. */
    private static String words(Forwarding forwarding) {
        return forwarding.verdict() + " " + forwarding.basis() + " " + forwarding.targets();
    }

    @Nested
    @DisplayName("policy Cluster")
    class PolicyCluster {
        @Test
        @DisplayName("forwards to every ready endpoint of the cluster, from any node")
        void ready() {
            assertThat(words(on(
                            "c",
                            CLUSTER,
                            pod("10.1.0.1").on("a"),
                            pod("10.1.0.2").on("b"))))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080, 10.1.0.2:8080]");
        }

        @Test
        @DisplayName("leaves out endpoints that are ending while a ready one exists, even those of the same node")
        void endingIsLeftOut() {
            assertThat(words(on(
                            "a",
                            CLUSTER,
                            pod("10.1.0.1").on("a").ending(),
                            pod("10.1.0.2").on("b"))))
                    .isEqualTo("FORWARDS READY [10.1.0.2:8080]");
        }

        @Test
        @DisplayName("falls back to serving and terminating endpoints if none is ready in the whole cluster (KEP-1669)")
        void fallback() {
            Forwarding forwarding = on(
                    "c",
                    CLUSTER,
                    pod("10.1.0.1").on("a").ending(),
                    pod("10.1.0.2").on("b").unready());

            assertThat(words(forwarding)).isEqualTo("FORWARDS SERVING_WHILE_TERMINATING [10.1.0.1:8080]");
            assertThat(forwarding.fallsBackToTerminating()).isTrue();
        }

        @Test
        @DisplayName("rejects if no endpoint of the cluster can be used")
        void rejects() {
            assertThat(words(on("a", CLUSTER))).isEqualTo("REJECTS NONE []");
            assertThat(words(on(
                            "a",
                            CLUSTER,
                            pod("10.1.0.1").on("a").unready(),
                            pod("10.1.0.2").on("a").endingUnserving(),
                            pod("10.1.0.3").on("a").conditions(false, true, false))))
                    .isEqualTo("REJECTS NONE []");
        }

        @Test
        @DisplayName("takes ready at its word (publishNotReadyAddresses)")
        void publishNotReady() {
            assertThat(words(on("a", CLUSTER, pod("10.1.0.1").conditions(true, false, true))))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080]");
        }
    }

    @Nested
    @DisplayName("policy Local")
    class PolicyLocal {
        @Test
        @DisplayName("forwards to ready endpoints of the node alone")
        void ready() {
            assertThat(words(on(
                            "a",
                            LOCAL,
                            pod("10.1.0.1").on("a"),
                            pod("10.1.0.2").on("b"),
                            pod("10.1.0.3").on("a").ending())))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080]");
        }

        @Test
        @DisplayName(
                "falls back to serving and terminating on this node even when ready ones exist elsewhere (KEP-1669)")
        void fallback() {
            Forwarding forwarding = on(
                    "a",
                    LOCAL,
                    pod("10.1.0.1").on("a").ending(),
                    pod("10.1.0.2").on("b"),
                    pod("10.1.0.3").on("c").ending());

            assertThat(words(forwarding)).isEqualTo("FORWARDS SERVING_WHILE_TERMINATING [10.1.0.1:8080]");
            assertThat(forwarding.fallsBackToTerminating()).isTrue();
        }

        @Test
        @DisplayName("drops if only other nodes have usable endpoints, ready or ending")
        void drops() {
            assertThat(words(on("a", LOCAL, pod("10.1.0.2").on("b")))).isEqualTo("DROPS NONE []");
            assertThat(words(on("a", LOCAL, pod("10.1.0.2").on("b").ending()))).isEqualTo("DROPS NONE []");
        }

        @Test
        @DisplayName("rejects if no endpoint of the cluster can be used")
        void rejects() {
            assertThat(words(on(
                            "a",
                            LOCAL,
                            pod("10.1.0.1").on("a").unready(),
                            pod("10.1.0.2").on("b").endingUnserving())))
                    .isEqualTo("REJECTS NONE []");
        }

        @Test
        @DisplayName("takes an endpoint without a node for local nowhere")
        void noNode() {
            assertThat(words(on("a", LOCAL, pod("10.1.0.1")))).isEqualTo("DROPS NONE []");
        }

        @Test
        @DisplayName("ignores hints")
        void hints() {
            assertThat(words(on(
                            "a",
                            LOCAL,
                            pod("10.1.0.1").on("a").forZone("z2").forNode("b"),
                            pod("10.1.0.2").on("b").forZone("z1").forNode("a"))))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080]");
        }

        @Test
        @DisplayName("is short-circuited with policy Cluster for a client in the cluster")
        void inside() {
            ClusterSnapshot cluster = Cluster.of(node("a"), pods(pod("10.1.0.2").on("b")));
            Forwarding forwarding =
                    KubeProxy.of(cluster).forwarding(LOCAL, LOCAL.ports().get(0), IPV4, "a", KubeProxy.Client.INSIDE);

            assertThat(words(forwarding)).isEqualTo("FORWARDS READY [10.1.0.2:8080]");
        }
    }

    @Nested
    @DisplayName("topology hints (KEP-2433, KEP-4444)")
    class Hints {
        private final Cluster.PodSketch inZone1 = pod("10.1.0.1").on("a").forZone("z1");
        private final Cluster.PodSketch inZone2 = pod("10.1.0.2").on("b").forZone("z2");

        @Test
        @DisplayName("a node uses the ready endpoints hinted for its zone")
        void zone() {
            assertThat(words(on("a", CLUSTER, inZone1, inZone2)))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.1:8080]");
            assertThat(words(on("b", CLUSTER, inZone1, inZone2)))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.2:8080]");
        }

        @Test
        @DisplayName("one ready endpoint without a hint voids the hints of all")
        void oneWithout() {
            assertThat(words(on("a", CLUSTER, inZone1, inZone2, pod("10.1.0.3").on("c"))))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080, 10.1.0.2:8080, 10.1.0.3:8080]");
        }

        @Test
        @DisplayName("endpoints that are not ready need no hint")
        void unreadyWithout() {
            assertThat(words(on(
                            "a",
                            CLUSTER,
                            inZone1,
                            inZone2,
                            pod("10.1.0.3").unready(),
                            pod("10.1.0.4").ending())))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.1:8080]");
        }

        @Test
        @DisplayName("hints that name neither this node's zone nor this node are void for it")
        void noneForThisZone() {
            assertThat(words(on("c", CLUSTER, inZone1, inZone2)))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080, 10.1.0.2:8080]");
        }

        @Test
        @DisplayName("a hint from an endpoint that is not ready names nobody")
        void hintOfUnready() {
            assertThat(words(on(
                            "c",
                            CLUSTER,
                            inZone1,
                            pod("10.1.0.3").on("c").unready().forZone("z3"))))
                    .isEqualTo("FORWARDS READY [10.1.0.1:8080]");
        }

        @Test
        @DisplayName("a node without a zone ignores zone hints")
        void nodeWithoutZone() {
            assertThat(on("nowhere", CLUSTER, inZone1, inZone2).basis()).isEqualTo(Basis.READY);
            assertThat(on("gone", CLUSTER, inZone1, inZone2).basis()).isEqualTo(Basis.READY);
        }

        @Test
        @DisplayName("an endpoint may be hinted for several zones")
        void severalZones() {
            assertThat(words(on("c", CLUSTER, inZone1, pod("10.1.0.2").forZone("z2", "z3"))))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.2:8080]");
        }

        @Test
        @DisplayName("node hints (PreferSameNode) come before zone hints")
        void nodeFirst() {
            var first = pod("10.1.0.1").on("a").forZone("z1").forNode("a");
            var second = pod("10.1.0.2").on("b").forZone("z1").forNode("b");

            assertThat(words(on("a", CLUSTER, first, second)))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_NODE [10.1.0.1:8080]");
        }

        @Test
        @DisplayName("a node that no node hint names falls back to zone hints, then to all")
        void nodeThenZone() {
            var first = pod("10.1.0.1").on("x").forZone("z1").forNode("x");
            var second = pod("10.1.0.2").on("y").forZone("z2").forNode("y");

            assertThat(words(on("a", CLUSTER, first, second)))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.1:8080]");
            assertThat(on("c", CLUSTER, first, second).basis()).isEqualTo(Basis.READY);
        }

        @Test
        @DisplayName("one ready endpoint without a node hint voids node hints, not zone hints")
        void mixedKinds() {
            var both = pod("10.1.0.1").on("a").forZone("z2").forNode("a");
            var zoneOnly = pod("10.1.0.2").on("b").forZone("z1");

            assertThat(words(on("a", CLUSTER, both, zoneOnly)))
                    .isEqualTo("FORWARDS READY_HINTED_FOR_ZONE [10.1.0.2:8080]");
        }

        @Test
        @DisplayName("the fallback to terminating endpoints ignores hints")
        void fallback() {
            assertThat(words(on(
                            "a",
                            CLUSTER,
                            pod("10.1.0.1").ending().forZone("z1"),
                            pod("10.1.0.2").ending().forZone("z2"))))
                    .isEqualTo("FORWARDS SERVING_WHILE_TERMINATING [10.1.0.1:8080, 10.1.0.2:8080]");
        }
    }

    @Nested
    @DisplayName("certainty of a verdict")
    class Certainty {
        @Test
        @DisplayName("is that of the slices")
        void slices() {
            assertThat(on("a", CLUSTER, Cluster.of()).coverage()).isEqualTo(Coverage.COMPLETE);
            assertThat(on("a", CLUSTER, ClusterSnapshot.empty()).coverage()).isEqualTo(Coverage.UNKNOWN);
        }

        @Test
        @DisplayName("depends on the node where zone hints do, and the node was not read")
        void zones() {
            ClusterSnapshot cluster =
                    Cluster.of(pods(pod("10.1.0.1").forZone("z1"))).covering(ObjectType.NODE, Coverage.PARTIAL);

            assertThat(on("a", CLUSTER, cluster).coverage()).isEqualTo(Coverage.PARTIAL);
            assertThat(on("a", LOCAL, cluster).coverage()).isEqualTo(Coverage.COMPLETE);
            assertThat(on("a", CLUSTER, cluster.with(node("a").build())).coverage())
                    .isEqualTo(Coverage.COMPLETE);
            assertThat(on("a", CLUSTER, Cluster.of(pods(pod("10.1.0.1"))).covering(ObjectType.NODE, Coverage.UNKNOWN))
                            .coverage())
                    .isEqualTo(Coverage.COMPLETE);
        }
    }

    @Nested
    @DisplayName("health-check node port")
    class CheckPort {
        private ProbeAnswer ask(String node, Service service, Cluster.Part... parts) {
            return KubeProxy.of(Cluster.of(parts)).healthCheckNodePort(service, node);
        }

        @Test
        @DisplayName("200 with the number of ready endpoints of the node as weight")
        void passes() {
            ProbeAnswer answer = ask(
                    "a",
                    LOCAL,
                    pods(
                            pod("10.1.0.1").on("a"),
                            pod("10.1.0.2").on("a"),
                            pod("10.1.0.3").on("b"),
                            pod("10.1.0.4").on("a").ending()));

            assertThat(answer.status()).hasValue(200);
            assertThat(answer.passes()).isTrue();
            assertThat(answer.localEndpoints()).hasValue(2);
        }

        @Test
        @DisplayName("503 with weight 0 without a ready endpoint, though endpoints that are ending still get traffic")
        void endingOnly() {
            ProbeAnswer answer = ask(
                    "a",
                    LOCAL,
                    pods(pod("10.1.0.1").on("a").ending(), pod("10.1.0.2").on("b")));

            assertThat(answer.status()).hasValue(503);
            assertThat(answer.passes()).isFalse();
            assertThat(answer.localEndpoints()).hasValue(0);
        }

        @Test
        @DisplayName("the weight counts addresses, not ports")
        void uniqueAddresses() {
            Service twoPorts = service()
                    .local()
                    .port("http", 80, TCP)
                    .port("admin", 81, TCP)
                    .build();
            ProbeAnswer answer = ask(
                    "a",
                    twoPorts,
                    slice("s")
                            .port("http", 8080)
                            .port("admin", 9090)
                            .with(pod("10.1.0.1").on("a")),
                    slice("t").port("admin", 9091).with(pod("10.1.0.2").on("a")));

            assertThat(answer.localEndpoints()).hasValue(2);
        }

        @Test
        @DisplayName("neither taint nor deletion nor cordon of the node counts")
        void nodeState() {
            assertThat(ask(
                                    "a",
                                    LOCAL,
                                    node("a")
                                            .deleting()
                                            .cordoned()
                                            .taint(NodeEligibility.AUTOSCALER_TAINT, "NoSchedule"),
                                    pods(pod("10.1.0.1").on("a")))
                            .status())
                    .hasValue(200);
        }

        @Test
        @DisplayName("503 while kube-proxy is stale, still with the count")
        void stale() {
            KubeProxy proxy = KubeProxy.of(Cluster.of(
                            pods(pod("10.1.0.1").on("a"), pod("10.1.0.2").on("b"))))
                    .staleOn(Set.of("a"));

            assertThat(proxy.healthCheckNodePort(LOCAL, "a").status()).hasValue(503);
            assertThat(proxy.healthCheckNodePort(LOCAL, "a").localEndpoints()).hasValue(1);
            assertThat(proxy.healthCheckNodePort(LOCAL, "b").status()).hasValue(200);
        }

        @Test
        @DisplayName("nothing listens unless type is LoadBalancer, policy is Local and the port is allocated")
        void silence() {
            var pods = pods(pod("10.1.0.1").on("a"));
            Service leftOver =
                    Service.builder().from(CLUSTER).healthCheckNodePort(32_000).build();

            assertThat(ask("a", CLUSTER, pods).status()).isEmpty();
            assertThat(ask("a", leftOver, pods).status()).isEmpty();
            assertThat(ask("a", leftOver, pods).passes()).isFalse();
            assertThat(ask("a", service().localWithoutCheckPort().build(), pods).status())
                    .isEmpty();
            assertThat(ask("a", service().local().type(ServiceType.NODE_PORT).build(), pods)
                            .status())
                    .isEmpty();
        }

        @Test
        @DisplayName("each family counts its own endpoints; the first family answers unless another is asked for")
        void families() {
            Service dualStack = service().local().families(IPV6, IPV4).build();
            KubeProxy proxy = KubeProxy.of(Cluster.of(
                    pods(pod("10.1.0.1").on("a")),
                    slice("six")
                            .type(AddressType.IPV6)
                            .port("", 8080)
                            .with(pod("2001:db8::1").on("a"), pod("2001:db8::2").on("a"))));

            assertThat(proxy.healthCheckNodePort(dualStack, "a").localEndpoints())
                    .hasValue(2);
            assertThat(proxy.healthCheckNodePort(dualStack, IPV4, "a").localEndpoints())
                    .hasValue(1);
        }

        @Test
        @DisplayName("is as certain as the slices are known")
        void certainty() {
            assertThat(KubeProxy.of(ClusterSnapshot.empty())
                            .healthCheckNodePort(LOCAL, "a")
                            .coverage())
                    .isEqualTo(Coverage.UNKNOWN);
        }
    }

    @Nested
    @DisplayName(":10256/healthz (KEP-3836)")
    class Healthz {
        private ProbeAnswer ask(Cluster.NodeSketch node) {
            return KubeProxy.of(Cluster.of(node)).healthz("a");
        }

        @Test
        @DisplayName("200 on a node that stays, cordoned or not Ready as it may be")
        void passes() {
            assertThat(ask(node("a")).status()).hasValue(200);
            assertThat(ask(node("a").cordoned().ready(ConditionStatus.FALSE)).status())
                    .hasValue(200);
            assertThat(ask(node("a")).localEndpoints()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"NoSchedule", "PreferNoSchedule", "NoExecute"})
        @DisplayName("503 with the taint of the cluster autoscaler, of any effect")
        void taint(String effect) {
            assertThat(ask(node("a").taint(NodeEligibility.AUTOSCALER_TAINT, effect))
                            .status())
                    .hasValue(503);
        }

        @Test
        @DisplayName("200 with any other taint, and with the exclusion label")
        void others() {
            assertThat(ask(node("a")
                                    .taint("node.kubernetes.io/unreachable", "NoExecute")
                                    .label(NodeEligibility.EXCLUSION_LABEL, ""))
                            .status())
                    .hasValue(200);
        }

        @Test
        @DisplayName("503 once the node has a deletion timestamp")
        void deleting() {
            assertThat(ask(node("a").deleting()).status()).hasValue(503);
        }

        @Test
        @DisplayName("503 while the Node object is unseen, which is certain only if all nodes were read")
        void unseen() {
            ProbeAnswer answer = KubeProxy.of(Cluster.of()).healthz("a");

            assertThat(answer.status()).hasValue(503);
            assertThat(answer.coverage()).isEqualTo(Coverage.COMPLETE);
            assertThat(KubeProxy.of(ClusterSnapshot.empty()).healthz("a").coverage())
                    .isEqualTo(Coverage.UNKNOWN);
        }

        @Test
        @DisplayName("503 while kube-proxy is stale")
        void stale() {
            assertThat(KubeProxy.of(Cluster.of(node("a")))
                            .staleOn(Set.of("a"))
                            .healthz("a")
                            .status())
                    .hasValue(503);
        }
    }

    @Nested
    @DisplayName(":10256/livez (KEP-3836)")
    class Livez {
        @Test
        @DisplayName("looks at kube-proxy alone, not at the node")
        void nodeDoesNotMatter() {
            var cluster = Cluster.of(node("a").deleting().taint(NodeEligibility.AUTOSCALER_TAINT, "NoSchedule"));

            assertThat(KubeProxy.of(cluster).livez("a").status()).hasValue(200);
            assertThat(KubeProxy.of(cluster).livez("gone").status()).hasValue(200);
        }

        @Test
        @DisplayName("503 while kube-proxy is stale")
        void stale() {
            assertThat(KubeProxy.of(Cluster.of(node("a")))
                            .staleOn(Set.of("a"))
                            .livez("a")
                            .status())
                    .hasValue(503);
        }
    }

    @Test
    @DisplayName("a target names its endpoint")
    void target() {
        Forwarding.Target target =
                on("a", CLUSTER, pod("10.1.0.1").on("b")).targets().get(0);

        assertThat(target.node()).contains("b");
        assertThat(target.endpoint()).isEqualTo(pod("10.1.0.1").on("b").build());
    }

    @Test
    @DisplayName("nodes that may use the same endpoints share one list of them")
    void shared() {
        KubeProxy proxy = KubeProxy.of(Cluster.of(pods(pod("10.1.0.1"), pod("10.1.0.2"), pod("10.1.0.3"))));
        var port = CLUSTER.ports().get(0);

        assertThat(proxy.forwarding(CLUSTER, port, IPV4, "a").targets())
                .isSameAs(proxy.forwarding(CLUSTER, port, IPV4, "b").targets());
    }

    @Test
    @DisplayName("a verdict with targets is to forward, and only that")
    void verdicts() {
        assertThat(on("a", CLUSTER, pod("10.1.0.1")).verdict()).isEqualTo(Verdict.FORWARDS);
        assertThat(on("a", CLUSTER, pod("10.1.0.1")).fallsBackToTerminating()).isFalse();
    }
}
