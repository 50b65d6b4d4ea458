package io.lbkit.reconcile.backend;

import static io.lbkit.reconcile.backend.Cluster.members;
import static io.lbkit.reconcile.backend.Cluster.node;
import static io.lbkit.reconcile.backend.Cluster.pod;
import static io.lbkit.reconcile.backend.Cluster.pods;
import static io.lbkit.reconcile.backend.Cluster.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.reconcile.backend.BackendOptions.UnreadyPods;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("pods that are not ready, and wait for nothing but a gate that the load balancer opens")
class UnreadyPodRulesTest {
    private static final String WAITING = "10.1.0.1:8080";

    private static Cluster.PodSketch waiting() {
        return pod("10.1.0.1").unready().on("a").named("web-1", "uid-1");
    }

    private static Pod.Builder containersReady() {
        return Pod.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .nodeName("a")
                .putCondition("ContainersReady", Condition.of(ConditionStatus.TRUE));
    }

    private static ServiceBackends resolve(
            UnreadyPods rule, ConditionStatus node, Pod.Builder pod, Cluster.PodSketch... endpoints) {
        var cluster = Cluster.of(pods(endpoints), node("a").ready(node), snapshot -> snapshot.add(pod.build()));
        return BackendResolver.of(cluster)
                .resolve(
                        service().build(),
                        BackendOptions.builder()
                                .mode(BackendMode.POD_IP)
                                .unreadyPods(rule)
                                .build());
    }

    @Test
    @DisplayName("are out unless asked for")
    void none() {
        assertThat(members(resolve(UnreadyPods.NONE, ConditionStatus.TRUE, containersReady(), waiting())))
                .isEmpty();
    }

    @Test
    @DisplayName("are active members on a ready node, beside pods that are ready")
    void containersReadyRule() {
        var backends = resolve(
                UnreadyPods.CONTAINERS_READY, ConditionStatus.TRUE, containersReady(), waiting(), pod("10.1.0.2"));

        assertThat(members(backends)).containsExactly(WAITING, "10.1.0.2:8080");
        assertThat(backends.ports().get(0).excluded()).isEmpty();
    }

    @Test
    @DisplayName("are out while a container is not ready, while the pod ends, and where no pod is known")
    void notServing() {
        var starting = Pod.builder()
                .key(ObjectKey.of("shop", "web-1"))
                .nodeName("a")
                .putCondition("ContainersReady", Condition.of(ConditionStatus.FALSE));
        var ending = containersReady().deletionRequested(Instant.EPOCH);
        var unnamed = pod("10.1.0.1").unready().on("a");
        var nameless = pod("10.1.0.1").unready().on("a").named("", "uid-1");

        assertThat(members(resolve(UnreadyPods.CONTAINERS_READY, ConditionStatus.TRUE, starting, waiting())))
                .isEmpty();
        assertThat(members(resolve(UnreadyPods.CONTAINERS_READY, ConditionStatus.TRUE, ending, waiting())))
                .isEmpty();
        assertThat(members(resolve(UnreadyPods.CONTAINERS_READY, ConditionStatus.TRUE, containersReady(), unnamed)))
                .isEmpty();
        assertThat(members(resolve(UnreadyPods.CONTAINERS_READY, ConditionStatus.TRUE, containersReady(), nameless)))
                .isEmpty();
        assertThat(members(resolve(
                        UnreadyPods.CONTAINERS_READY,
                        ConditionStatus.TRUE,
                        containersReady(),
                        waiting().conditions(false, false, true))))
                .isEmpty();
    }

    @Test
    @DisplayName("are out on a node that is not ready, in every rule")
    void nodeNotReady() {
        for (UnreadyPods rule : UnreadyPods.values()) {
            assertThat(members(resolve(rule, ConditionStatus.FALSE, containersReady(), waiting())))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("on a node of unknown state are members if asked for and no other pod is one")
    void failOpen() {
        assertThat(members(
                        resolve(UnreadyPods.CONTAINERS_READY, ConditionStatus.UNKNOWN, containersReady(), waiting())))
                .isEmpty();
        assertThat(members(resolve(
                        UnreadyPods.CONTAINERS_READY_FAIL_OPEN, ConditionStatus.UNKNOWN, containersReady(), waiting())))
                .containsExactly(WAITING);
        assertThat(members(resolve(
                        UnreadyPods.CONTAINERS_READY_FAIL_OPEN,
                        ConditionStatus.UNKNOWN,
                        containersReady(),
                        waiting(),
                        pod("10.1.0.2").ending())))
                .containsExactly("10.1.0.2:8080");
    }
}
