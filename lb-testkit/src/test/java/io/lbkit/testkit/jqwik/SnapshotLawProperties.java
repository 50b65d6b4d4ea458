package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.cluster.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A snapshot that follows changes one by one, against a model without indexes. */
class SnapshotLawProperties {
    /** One change that a watch may report. */
    private interface Change {
        ClusterSnapshot on(ClusterSnapshot snapshot);

        void on(SnapshotModel model);
    }

    private record Put(Object object) implements Change {
        @Override
        public ClusterSnapshot on(ClusterSnapshot snapshot) {
            return SnapshotModel.with(snapshot, object);
        }

        @Override
        public void on(SnapshotModel model) {
            model.put(object);
        }
    }

    private record Remove(ObjectType type, String name) implements Change {
        @Override
        public ClusterSnapshot on(ClusterSnapshot snapshot) {
            return snapshot.without(type, name);
        }

        @Override
        public void on(SnapshotModel model) {
            model.remove(type, name);
        }
    }

    private record Cover(ObjectType type, Coverage coverage) implements Change {
        @Override
        public ClusterSnapshot on(ClusterSnapshot snapshot) {
            return snapshot.covering(type, coverage);
        }

        @Override
        public void on(SnapshotModel model) {
            model.cover(type, coverage);
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Object> objects = Arbitraries.oneOf(
                LbArbitraries.services(),
                LbArbitraries.endpointSlices(),
                LbArbitraries.nodes(),
                LbArbitraries.pods(),
                LbArbitraries.networkPolicies(),
                LbArbitraries.events(),
                LbArbitraries.workloads(),
                LbArbitraries.disruptionBudgets(),
                LbArbitraries.unreadableObjects());
        Arbitrary<Change> covers = Combinators.combine(Arbitraries.of(ObjectType.class), Arbitraries.of(Coverage.class))
                .as(Cover::new);
        Arbitrary<Change> removals =
                objects.map(object -> new Remove(SnapshotModel.type(object), SnapshotModel.name(object)));
        return Arbitraries.oneOf(objects.map(Put::new), objects.map(Put::new), removals, covers)
                .list()
                .ofMaxSize(40);
    }

    private static ClusterSnapshot changed(List<Change> changes) {
        ClusterSnapshot snapshot = ClusterSnapshot.empty();
        for (Change change : changes) {
            snapshot = change.on(snapshot);
        }
        return snapshot;
    }

    private static SnapshotModel model(List<Change> changes) {
        SnapshotModel model = new SnapshotModel();
        changes.forEach(change -> change.on(model));
        return model;
    }

    @Property(tries = 200)
    void changesOneByOneLeadToTheSnapshotBuiltAtOnce(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot followed = changed(changes);
        ClusterSnapshot built = model(changes).built();
        assertThat(followed).isEqualTo(built).hasSameHashCodeAs(built);
    }

    @Property(tries = 200)
    void collectionsAndCoverageAreThoseOfTheModel(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot snapshot = changed(changes);
        SnapshotModel model = model(changes);
        assertThat(snapshot.services()).containsExactlyInAnyOrderElementsOf(model.all(Service.class, any()));
        assertThat(snapshot.endpointSlices())
                .containsExactlyInAnyOrderElementsOf(model.all(EndpointSlice.class, any()));
        assertThat(snapshot.nodes()).containsExactlyInAnyOrderElementsOf(model.all(Node.class, any()));
        assertThat(snapshot.pods()).containsExactlyInAnyOrderElementsOf(model.all(Pod.class, any()));
        assertThat(snapshot.networkPolicies())
                .containsExactlyInAnyOrderElementsOf(model.all(NetworkPolicy.class, any()));
        assertThat(snapshot.events()).containsExactlyInAnyOrderElementsOf(model.all(ClusterEvent.class, any()));
        assertThat(snapshot.workloads()).containsExactlyInAnyOrderElementsOf(model.all(Workload.class, any()));
        assertThat(snapshot.disruptionBudgets())
                .containsExactlyInAnyOrderElementsOf(model.all(DisruptionBudget.class, any()));
        assertThat(snapshot.unreadable()).containsExactlyInAnyOrderElementsOf(model.all(Unreadable.class, any()));
        for (ObjectType type : ObjectType.values()) {
            assertThat(snapshot.coverage(type)).isEqualTo(model.coverage(type));
        }
    }

    private static <T> Predicate<T> any() {
        return object -> true;
    }

    @Property(tries = 200)
    void indexesAgreeWithASearch(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot snapshot = changed(changes);
        SnapshotModel model = model(changes);
        TreeSet<ServiceKey> named = new TreeSet<>();
        model.all(EndpointSlice.class, any()).forEach(slice -> slice.service().ifPresent(named::add));
        assertThat(snapshot.servicesOfSlices()).containsExactlyElementsOf(named);
        for (ServiceKey key : named) {
            assertThat(snapshot.endpointSlices(key))
                    .containsExactlyInAnyOrderElementsOf(model.all(
                            EndpointSlice.class,
                            slice -> slice.service().filter(key::equals).isPresent()));
        }
        for (String namespace : List.of("shop", "blog", "kube-system", "nowhere")) {
            assertThat(snapshot.pods(namespace))
                    .containsExactlyInAnyOrderElementsOf(
                            model.all(Pod.class, pod -> pod.key().namespace().equals(namespace)));
            assertThat(snapshot.networkPolicies(namespace))
                    .containsExactlyInAnyOrderElementsOf(model.all(
                            NetworkPolicy.class,
                            policy -> policy.key().namespace().equals(namespace)));
            assertThat(snapshot.workloads(namespace))
                    .containsExactlyInAnyOrderElementsOf(model.all(
                            Workload.class,
                            workload -> workload.key().namespace().equals(namespace)));
            assertThat(snapshot.disruptionBudgets(namespace))
                    .containsExactlyInAnyOrderElementsOf(model.all(
                            DisruptionBudget.class,
                            budget -> budget.key().namespace().equals(namespace)));
        }
        for (ClusterEvent event : model.all(ClusterEvent.class, any())) {
            assertThat(snapshot.events(event.regarding()))
                    .containsExactlyInAnyOrderElementsOf(model.all(
                            ClusterEvent.class, other -> other.regarding().equals(event.regarding())));
        }
    }

    @Property(tries = 200)
    void lookUpsFindWhatIsThere(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot snapshot = changed(changes);
        snapshot.services()
                .forEach(service -> assertThat(snapshot.service(service.key())).contains(service));
        snapshot.nodes().forEach(node -> assertThat(snapshot.node(node.name())).contains(node));
        snapshot.pods().forEach(pod -> assertThat(snapshot.pod(pod.key())).contains(pod));
        snapshot.workloads()
                .forEach(workload ->
                        assertThat(snapshot.workload(workload.key())).contains(workload));
        snapshot.unreadable().stream()
                .filter(object -> object.type() == ObjectType.SERVICE)
                .forEach(object -> assertThat(snapshot.unreadableService(ServiceKey.parse(object.name())))
                        .contains(object));
    }

    @Property(tries = 200)
    void aChangeThatChangesNothingReturnsTheSameSnapshot(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot snapshot = ClusterSnapshot.empty();
        for (Change change : changes) {
            ClusterSnapshot next = change.on(snapshot);
            if (next.equals(snapshot)) {
                assertThat(next).isSameAs(snapshot);
            }
            assertThat(change.on(next)).isSameAs(next);
            snapshot = next;
        }
    }

    @Property(tries = 100)
    void olderSnapshotsStayAsTheyWere(@ForAll("changes") List<Change> changes) {
        List<ClusterSnapshot> versions = new ArrayList<>();
        List<ClusterSnapshot> copies = new ArrayList<>();
        SnapshotModel model = new SnapshotModel();
        ClusterSnapshot snapshot = ClusterSnapshot.empty();
        for (Change change : changes) {
            snapshot = change.on(snapshot);
            change.on(model);
            versions.add(snapshot);
            copies.add(model.built());
        }
        assertThat(versions).isEqualTo(copies);
    }

    @Property(tries = 200)
    void slicesOfAServiceAreInDoubtOnlyIfAnUnreadableOneMayBeIts(@ForAll("changes") List<Change> changes) {
        ClusterSnapshot snapshot = changed(changes).covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE);
        for (ServiceKey key : List.of(ServiceKey.of("shop", "web"), ServiceKey.of("blog", "api"))) {
            boolean doubt = snapshot.unreadable().stream()
                    .filter(object -> object.type() == ObjectType.ENDPOINT_SLICE)
                    .anyMatch(object -> object.service().map(key::equals).orElse(true));
            assertThat(snapshot.sliceCoverage(key)).isEqualTo(doubt ? Coverage.PARTIAL : Coverage.COMPLETE);
        }
    }

    @Example
    void theBuilderGoesOnBeingUsed() {
        ClusterSnapshot.Builder builder = ClusterSnapshot.builder().covering(ObjectType.NODE, Coverage.COMPLETE);
        ClusterSnapshot before = builder.build();
        builder.add(Node.builder().name("worker-1").build()).covering(ObjectType.NODE, Coverage.PARTIAL);
        assertThat(before.nodes()).isEmpty();
        assertThat(before.coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
        assertThat(builder.build().coverage(ObjectType.NODE)).isEqualTo(Coverage.PARTIAL);
    }
}
