package io.lbkit.diagnose.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SnapshotChangesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Window HOUR = new Window(NOON, NOON.plusSeconds(3600));

    private static List<Change> after(UnaryOperator<World> change) {
        World world = World.of(Draft.ip());
        ClusterSnapshot before = world.snapshot();
        return between(before, change.apply(world).snapshot());
    }

    private static List<Change> between(ClusterSnapshot before, ClusterSnapshot after) {
        return SnapshotChanges.between(PodIndex.of(before), PodIndex.of(after)).of(World.KEY, HOUR);
    }

    private static void assertOne(List<Change> changes, ChangeKind kind, String object, String... pods) {
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).kind()).isEqualTo(kind);
        assertThat(changes.get(0).object()).isEqualTo(object);
        assertThat(changes.get(0).when()).isEqualTo(HOUR);
        assertThat(changes.get(0).affected()).extracting(ObjectKey::name).containsExactly(pods);
    }

    @Test
    @DisplayName("the same snapshot twice has no changes")
    void same() {
        assertThat(after(world -> world)).isEmpty();
    }

    @Test
    @DisplayName("a selector that finds nobody any more concerns every pod that it found")
    void selector() {
        List<Change> changes = after(world -> world.service(service -> service.selector(Map.of("app", "wob"))));
        assertOne(changes, ChangeKind.SELECTOR, "Service/shop/web", "web-1", "web-2", "web-3");
        assertThat(changes.get(0).detail()).isEqualTo("spec.selector: {app=web} -> {app=wob}");
    }

    @Test
    @DisplayName("traffic policy, annotations, labels and readiness are told apart")
    void kinds() {
        assertOne(
                after(world -> world.service(service -> service.externalTrafficPolicy(TrafficPolicy.LOCAL))),
                ChangeKind.HEALTH_CHECK,
                "Service/shop/web",
                "web-1",
                "web-2",
                "web-3");
        assertOne(
                after(world -> world.pod(2, pod -> pod.labels(Map.of("app", "other")))),
                ChangeKind.SELECTOR,
                "Pod/shop/web-2",
                "web-2");
        assertOne(
                after(world -> world.pod(3, pod -> pod.putCondition("Ready", Condition.of(ConditionStatus.FALSE)))),
                ChangeKind.READINESS,
                "Pod/shop/web-3",
                "web-3");
    }

    @Test
    @DisplayName("a node that is drained takes its pods along, and they are no scale-in")
    void node() {
        assertOne(
                after(world -> world.node(1, node -> node.unschedulable(true))),
                ChangeKind.NODE,
                "Node/node-1",
                "web-1");
        assertOne(
                after(world -> world.change(
                        cluster -> cluster.without(ObjectType.NODE, "node-1").without(ObjectType.POD, "shop/web-1"))),
                ChangeKind.NODE,
                "Node/node-1",
                "web-1");
    }

    @Test
    @DisplayName("fewer pods are a scale-in, other pods in their place a rollout")
    void pods() {
        assertOne(
                after(world -> world.change(cluster -> cluster.without(ObjectType.POD, "shop/web-3"))),
                ChangeKind.SCALE,
                "ReplicaSet/shop/web-5d8f",
                "web-3");
        assertOne(
                after(world -> world.change(cluster -> cluster.without(ObjectType.POD, "shop/web-3")
                        .with(Pod.builder()
                                .from(world.pod(3))
                                .key(ObjectKey.of("shop", "web-9"))
                                .owner("ReplicaSet/web-77aa")
                                .build()))),
                ChangeKind.ROLLOUT,
                "ReplicaSet/shop/web-5d8f",
                "web-3");
    }

    @Test
    @DisplayName(
            "a workload that is scaled to zero or deleted costs all its pods, one that is scaled down those that went")
    void scale() {
        assertOne(
                after(world -> world.scale(0)),
                ChangeKind.SCALE_TO_ZERO,
                "Deployment/shop/web",
                "web-1",
                "web-2",
                "web-3");
        assertThat(after(world -> world.scale(0)).get(0).detail()).isEqualTo("spec.replicas: 3 -> 0");
        assertOne(
                after(world -> world.change(cluster -> cluster.without(ObjectType.DEPLOYMENT, "shop/web"))),
                ChangeKind.SCALE_TO_ZERO,
                "Deployment/shop/web",
                "web-1",
                "web-2",
                "web-3");
        assertThat(after(world -> world.scale(2).change(cluster -> cluster.without(ObjectType.POD, "shop/web-3"))))
                .filteredOn(change -> change.object().equals("Deployment/shop/web"))
                .singleElement()
                .satisfies(change -> assertOne(List.of(change), ChangeKind.SCALE, "Deployment/shop/web", "web-3"));
        assertThat(after(world -> world.scale(9))).isEmpty();
    }

    @Test
    @DisplayName("other labels of the template are a rollout, or a loss to whoever selects by them")
    void template() {
        assertOne(
                after(world -> world.deployment(workload -> workload.putTemplateLabel("version", "v2"))),
                ChangeKind.ROLLOUT,
                "Deployment/shop/web",
                "web-1",
                "web-2",
                "web-3");
        assertOne(
                after(world -> world.deployment(workload -> workload.templateLabels(Map.of("app", "wob")))),
                ChangeKind.SELECTOR,
                "Deployment/shop/web",
                "web-1",
                "web-2",
                "web-3");
    }

    @Test
    @DisplayName("a generation that nothing else accounts for is a rollout, and so is one that goes on after a pause")
    void rollout() {
        List<Change> image = after(world -> world.deployment(workload -> workload.generation(2)));
        assertOne(image, ChangeKind.ROLLOUT, "Deployment/shop/web", "web-1", "web-2", "web-3");
        assertThat(image.get(0).detail()).isEqualTo("spec: generation 1 -> 2");
        assertThat(after(world -> world.scale(5).deployment(workload -> workload.generation(2))))
                .isEmpty();
        assertThat(after(world ->
                        world.deployment(workload -> workload.generation(2).paused(true))))
                .isEmpty();
        World paused = World.of(Draft.ip()).deployment(workload -> workload.paused(true));
        ClusterSnapshot before = paused.snapshot();
        assertOne(
                between(
                        before,
                        paused.deployment(workload -> workload.paused(false).generation(2))
                                .snapshot()),
                ChangeKind.ROLLOUT,
                "Deployment/shop/web",
                "web-1",
                "web-2",
                "web-3");
    }

    @Test
    @DisplayName("a workload of others, and one that the later snapshot did not read, is no change for the Service")
    void otherWorkloads() {
        assertThat(after(world -> world.change(cluster -> cluster.without(ObjectType.DEPLOYMENT, "shop/web")
                        .covering(ObjectType.DEPLOYMENT, Coverage.PARTIAL))))
                .isEmpty();
        assertThat(after(world -> world.service(service -> service.selector(Map.of("app", "db")))
                        .scale(0)))
                .extracting(Change::object)
                .contains("Service/shop/web", "Deployment/shop/web");
        World other = World.of(Draft.ip()).service(service -> service.selector(Map.of("app", "db")));
        ClusterSnapshot before = other.snapshot();
        assertThat(between(before, other.scale(0).snapshot())).isEmpty();
    }

    @Test
    @DisplayName("a policy concerns the pods that it selects; one for other pods is no change for the Service")
    void policy() {
        NetworkPolicy all = NetworkPolicy.builder()
                .key(ObjectKey.of("shop", "deny"))
                .podSelector(LabelSelector.builder().build())
                .build();
        NetworkPolicy other = NetworkPolicy.builder()
                .from(all)
                .podSelector(LabelSelector.builder().putMatchLabel("app", "db").build())
                .build();
        assertOne(
                after(world -> world.change(cluster -> cluster.with(all))),
                ChangeKind.FILTER,
                "NetworkPolicy/shop/deny",
                "web-1",
                "web-2",
                "web-3");
        assertThat(after(world -> world.change(cluster -> cluster.with(other)))).isEmpty();
    }

    @Test
    @DisplayName("what the later snapshot did not read is not gone")
    void unread() {
        assertThat(after(world -> world.change(cluster -> cluster.without(ObjectType.POD, "shop/web-3")
                        .without(ObjectType.NODE, "node-3")
                        .covering(ObjectType.POD, Coverage.PARTIAL)
                        .covering(ObjectType.NODE, Coverage.UNKNOWN))))
                .isEmpty();
    }

    @Test
    @DisplayName("events have their time, their reporter and the pods of their workload")
    void events() {
        ClusterEvent.Builder event = ClusterEvent.builder().firstSeen(NOON).reporter("deployment-controller");
        ClusterSnapshot cluster = World.of(Draft.ip())
                .snapshot()
                .with(event.key(ObjectKey.of("shop", "a"))
                        .regarding("Deployment/shop/web")
                        .reason("ScalingReplicaSet")
                        .build())
                .with(event.key(ObjectKey.of("shop", "b"))
                        .regarding("Deployment/shop/we")
                        .build())
                .with(event.key(ObjectKey.of("shop", "c"))
                        .regarding("Pod/shop/web-2")
                        .reason("Pulled")
                        .build());
        List<Change> changes = EventChanges.of(PodIndex.of(cluster)).of(World.KEY);
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).kind()).isEqualTo(ChangeKind.ROLLOUT);
        assertThat(changes.get(0).actor()).contains("deployment-controller");
        assertThat(changes.get(0).when()).isEqualTo(new Window(NOON, NOON));
        assertThat(changes.get(0).affected()).hasSize(3);
    }

    private static List<String> told(ClusterSnapshot cluster, String... regarding) {
        ClusterSnapshot all = cluster;
        for (String object : regarding) {
            all = all.with(ClusterEvent.builder()
                    .key(ObjectKey.of(
                            "shop", "about-" + object.replace('/', '-').toLowerCase(Locale.ROOT)))
                    .firstSeen(NOON)
                    .regarding(object)
                    .reason("ScalingReplicaSet")
                    .build());
        }
        return EventChanges.of(PodIndex.of(all)).of(World.KEY).stream()
                .map(Change::object)
                .toList();
    }

    @Test
    @DisplayName("the workload of a pod is told by its references, whatever its name looks like")
    void misleadingNames() {
        ClusterSnapshot cluster = World.of(Draft.ip()).snapshot();
        Workload replicas = cluster.workload(WorkloadKey.of(WorkloadKind.REPLICA_SET, "shop", "web-5d8f"))
                .orElseThrow();
        ClusterSnapshot adopted = cluster.with(
                Workload.builder().from(replicas).owner("Deployment/front").build());
        ClusterSnapshot alone = cluster.with(
                Workload.builder().from(replicas).owner(Optional.empty()).build());
        ClusterSnapshot unread = cluster.without(
                        ObjectType.REPLICA_SET, replicas.key().object().toString())
                .covering(ObjectType.REPLICA_SET, Coverage.UNKNOWN);
        String[] events = {
            "Deployment/shop/front", "Deployment/shop/web", "StatefulSet/shop/web", "ReplicaSet/shop/web-5d8f"
        };
        assertThat(told(cluster, events)).containsExactly("Deployment/shop/web", "ReplicaSet/shop/web-5d8f");
        assertThat(told(adopted, events)).containsExactly("Deployment/shop/front", "ReplicaSet/shop/web-5d8f");
        assertThat(told(alone, events)).containsExactly("ReplicaSet/shop/web-5d8f");
        assertThat(told(unread, events)).containsExactly("Deployment/shop/web", "ReplicaSet/shop/web-5d8f");
        assertThat(told(cluster, "HorizontalPodAutoscaler/shop/web", "HorizontalPodAutoscaler/shop/other"))
                .containsExactly("HorizontalPodAutoscaler/shop/web");
    }

    @Test
    @DisplayName("a target is found by pod, node or address, with or without a port")
    void targets() {
        TargetPods pods = TargetPods.of(
                World.KEY, List.of(PodIndex.of(World.of(Draft.ip()).snapshot())));
        assertThat(List.of(
                        "Pod/shop/web-1", "node-1", "Node/node-1", "10.244.0.1", "10.244.0.1:8080", "10.0.0.1:30080"))
                .allSatisfy(name -> assertThat(pods.apply(name)).containsExactly(ObjectKey.of("shop", "web-1")));
        assertThat(pods.apply("somebody")).isEmpty();
    }
}
