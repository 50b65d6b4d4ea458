package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of object that is read.
 *
 * @param <K> the object of the client
 * @param <V> the value of the model
 */
record KnownKind<K extends HasMetadata, V>(
        String apiVersion,
        String kind,
        ObjectType type,
        Class<K> typed,
        BiFunction<K, Faults, Reading<V>> reading,
        BiConsumer<ClusterSnapshot.Builder, V> add) {

    private static final Map<String, KnownKind<?, ?>> ALL = List.of(
                    new KnownKind<>(
                            "v1",
                            "Service",
                            ObjectType.SERVICE,
                            io.fabric8.kubernetes.api.model.Service.class,
                            ServiceReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "discovery.k8s.io/v1",
                            "EndpointSlice",
                            ObjectType.ENDPOINT_SLICE,
                            io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice.class,
                            SliceReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "discovery.k8s.io/v1beta1",
                            "EndpointSlice",
                            ObjectType.ENDPOINT_SLICE,
                            io.fabric8.kubernetes.api.model.discovery.v1beta1.EndpointSlice.class,
                            OldSlices::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "v1",
                            "Node",
                            ObjectType.NODE,
                            io.fabric8.kubernetes.api.model.Node.class,
                            NodeReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "v1",
                            "Pod",
                            ObjectType.POD,
                            io.fabric8.kubernetes.api.model.Pod.class,
                            PodReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "networking.k8s.io/v1",
                            "NetworkPolicy",
                            ObjectType.NETWORK_POLICY,
                            io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class,
                            PolicyReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "v1",
                            "Event",
                            ObjectType.EVENT,
                            io.fabric8.kubernetes.api.model.Event.class,
                            EventReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "events.k8s.io/v1",
                            "Event",
                            ObjectType.EVENT,
                            io.fabric8.kubernetes.api.model.events.v1.Event.class,
                            EventReading::read,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "apps/v1",
                            "Deployment",
                            ObjectType.DEPLOYMENT,
                            io.fabric8.kubernetes.api.model.apps.Deployment.class,
                            WorkloadReading::deployment,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "apps/v1",
                            "ReplicaSet",
                            ObjectType.REPLICA_SET,
                            io.fabric8.kubernetes.api.model.apps.ReplicaSet.class,
                            WorkloadReading::replicaSet,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "apps/v1",
                            "StatefulSet",
                            ObjectType.STATEFUL_SET,
                            io.fabric8.kubernetes.api.model.apps.StatefulSet.class,
                            WorkloadReading::statefulSet,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "apps/v1",
                            "DaemonSet",
                            ObjectType.DAEMON_SET,
                            io.fabric8.kubernetes.api.model.apps.DaemonSet.class,
                            WorkloadReading::daemonSet,
                            ClusterSnapshot.Builder::add),
                    new KnownKind<>(
                            "policy/v1",
                            "PodDisruptionBudget",
                            ObjectType.DISRUPTION_BUDGET,
                            io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget.class,
                            BudgetReading::read,
                            ClusterSnapshot.Builder::add))
            .stream()
            .collect(Collectors.toUnmodifiableMap(known -> id(known.apiVersion(), known.kind()), Function.identity()));

    static Optional<KnownKind<?, ?>> find(String apiVersion, String kind) {
        return Optional.ofNullable(ALL.get(id(apiVersion, kind)));
    }

    private static String id(String apiVersion, String kind) {
        return apiVersion + "/" + kind;
    }

    /** Reads an object, puts it into a snapshot whatever became of it, and returns it. */
    Reading<?> read(Map<String, ?> plain, Faults faults, ClusterSnapshot.Builder into) {
        Optional<K> object = TypedObjects.convert(plain, typed, faults);
        Reading<V> read = object.map(present -> reading.apply(present, faults)).orElseGet(faults::refuse);
        if (read instanceof Reading.Read<V> good) {
            add.accept(into, good.object());
        } else if (read instanceof Reading.Refused<V> refused) {
            into.add(refused.object());
        }
        return read;
    }
}
