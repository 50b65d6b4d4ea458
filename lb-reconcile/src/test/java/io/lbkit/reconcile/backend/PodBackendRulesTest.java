package io.lbkit.reconcile.backend;

import static io.lbkit.model.net.Protocol.UDP;
import static io.lbkit.reconcile.backend.Cluster.excluded;
import static io.lbkit.reconcile.backend.Cluster.members;
import static io.lbkit.reconcile.backend.Cluster.node;
import static io.lbkit.reconcile.backend.Cluster.pod;
import static io.lbkit.reconcile.backend.Cluster.podIp;
import static io.lbkit.reconcile.backend.Cluster.pods;
import static io.lbkit.reconcile.backend.Cluster.service;
import static io.lbkit.reconcile.backend.Cluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("pods as targets, on their own address (after KEP-1669, which leaves load balancers to decide)")
class PodBackendRulesTest {
    private static ServiceBackends resolve(Cluster.PodSketch... pods) {
        return podIp(Cluster.of(pods(pods)), service());
    }

    @Test
    @DisplayName("a ready endpoint is active")
    void ready() {
        assertThat(members(resolve(pod("10.1.0.1")))).containsExactly("10.1.0.1:8080");
    }

    @Test
    @DisplayName("serving while terminating drains as long as a ready one exists")
    void draining() {
        assertThat(members(resolve(pod("10.1.0.1"), pod("10.1.0.2").ending())))
                .containsExactly("10.1.0.1:8080", "10.1.0.2:8080 draining");
    }

    @Test
    @DisplayName("serving while terminating is active where no ready one exists")
    void lastResort() {
        assertThat(members(resolve(pod("10.1.0.1").unready(), pod("10.1.0.2").ending())))
                .containsExactly("10.1.0.2:8080");
    }

    @Test
    @DisplayName("a target that is not ready and not terminating is absent, not draining, even if it says it serves")
    void unready() {
        var backends = resolve(
                pod("10.1.0.1"), pod("10.1.0.2").unready(), pod("10.1.0.3").conditions(false, true, false));

        assertThat(members(backends)).containsExactly("10.1.0.1:8080");
        assertThat(excluded(backends))
                .containsExactly("10.1.0.2:8080 endpoint-not-ready", "10.1.0.3:8080 endpoint-not-ready");
    }

    @Test
    @DisplayName("neither ready nor serving is never a target, even as the last one")
    void notServing() {
        var backends = resolve(pod("10.1.0.1").endingUnserving());

        assertThat(members(backends)).isEmpty();
        assertThat(excluded(backends)).containsExactly("10.1.0.1:8080 endpoint-not-serving");
        assertThat(backends.ports().get(0).excluded().get(0).detail())
                .contains("ready=false", "serving=false", "terminating=true");
    }

    @Test
    @DisplayName("each port decides by its own endpoints")
    void perPort() {
        var backends = podIp(
                Cluster.of(
                        slice("a")
                                .port("http", 8080)
                                .port("admin", 9090)
                                .with(pod("10.1.0.1").ending()),
                        slice("b").port("http", 8080).with(pod("10.1.0.2"))),
                service()
                        .port(ServicePort.builder().name("http").port(80))
                        .port(ServicePort.builder().name("admin").port(81)));

        assertThat(members(backends.ports().get(0))).containsExactly("10.1.0.1:8080 draining", "10.1.0.2:8080");
        assertThat(members(backends.ports().get(1))).containsExactly("10.1.0.1:9090");
    }

    @Test
    @DisplayName("the external traffic policy selects no targets")
    void policy() {
        ClusterSnapshot cluster = Cluster.of(pods(pod("10.1.0.1").on("a"), pod("10.1.0.2")));

        assertThat(podIp(cluster, service().local()).ports().get(0).members())
                .isEqualTo(podIp(cluster, service()).ports().get(0).members());
    }

    @Test
    @DisplayName("nodes are irrelevant, eligible or not")
    void nodes() {
        ClusterSnapshot cluster = Cluster.of(
                node("a").label(NodeEligibility.EXCLUSION_LABEL, "").deleting(),
                pods(pod("10.1.0.1").on("a")));

        assertThat(members(podIp(cluster, service()))).containsExactly("10.1.0.1:8080");
    }

    @Test
    @DisplayName("hints are for nodes, not for load balancers")
    void hints() {
        assertThat(members(
                        resolve(pod("10.1.0.1").forZone("z1"), pod("10.1.0.2").forZone("z2"))))
                .hasSize(2);
    }

    @Nested
    @DisplayName("health checks")
    class Checks {
        private PortBackends port(ClusterSnapshot cluster, Cluster.ServiceSketch service) {
            return podIp(cluster, service).ports().get(0);
        }

        private OptionalInt checked(ClusterSnapshot cluster, Cluster.ServiceSketch service) {
            HealthCheck check = port(cluster, service).healthCheck().orElseThrow();
            assertThat(check.protocol()).isEqualTo(HealthCheck.Protocol.TCP);
            assertThat(check.meaning()).isEqualTo(HealthCheck.Meaning.POD_ACCEPTS);
            return check.port();
        }

        private final Cluster.ServiceSketch named =
                service().port(ServicePort.builder().port(80).targetPort(TargetPort.named("web")));

        @Test
        @DisplayName("go to the one port that all pods have")
        void onePort() {
            assertThat(checked(Cluster.of(pods(pod("10.1.0.1"))), service())).hasValue(8080);
        }

        @Test
        @DisplayName("go to each pod's own port where pods differ")
        void differing() {
            ClusterSnapshot cluster = Cluster.of(
                    slice("a").port("", 8080).with(pod("10.1.0.1")),
                    slice("b").port("", 9090).with(pod("10.1.0.2")));

            assertThat(checked(cluster, named)).isEmpty();
        }

        @Test
        @DisplayName("go to the numeric target port while there is no pod, and nowhere for a named one")
        void noPods() {
            assertThat(checked(Cluster.of(), service())).hasValue(8080);
            assertThat(checked(Cluster.of(), named)).isEmpty();
        }

        @Test
        @DisplayName("cannot be made over UDP")
        void udp() {
            assertThat(port(Cluster.of(pods(pod("10.1.0.1"))), service().port("", 53, UDP))
                            .healthCheck())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("the result says which mode it is of")
    void mode() {
        assertThat(resolve().ports()).extracting(PortBackends::mode).containsOnly(BackendMode.POD_IP);
    }
}
