package io.lbkit.model.cluster;

import io.lbkit.model.Coverage;
import io.lbkit.model.internal.PersistentSortedMap;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;

/** The maps of a snapshot while it is being made or changed. */
final class SnapshotParts {
    Map<ObjectType, Coverage> coverage = new EnumMap<>(ObjectType.class);
    PersistentSortedMap<ServiceKey, Service> services = PersistentSortedMap.empty();
    PersistentSortedMap<ObjectKey, EndpointSlice> slices = PersistentSortedMap.empty();
    PersistentSortedMap<ServiceKey, PersistentSortedMap<ObjectKey, EndpointSlice>> slicesByService =
            PersistentSortedMap.empty();
    PersistentSortedMap<String, Node> nodes = PersistentSortedMap.empty();
    PersistentSortedMap<String, PersistentSortedMap<ObjectKey, Pod>> pods = PersistentSortedMap.empty();
    PersistentSortedMap<String, PersistentSortedMap<ObjectKey, NetworkPolicy>> policies = PersistentSortedMap.empty();
    PersistentSortedMap<String, PersistentSortedMap<ObjectKey, ClusterEvent>> events = PersistentSortedMap.empty();
    PersistentSortedMap<ObjectKey, String> eventSubjects = PersistentSortedMap.empty();
    PersistentSortedMap<String, PersistentSortedMap<WorkloadKey, Workload>> workloads = PersistentSortedMap.empty();
    PersistentSortedMap<String, PersistentSortedMap<ObjectKey, DisruptionBudget>> budgets = PersistentSortedMap.empty();
    PersistentSortedMap<String, Unreadable> unreadable = PersistentSortedMap.empty();
    SortedSet<String> podVariables = Collections.emptySortedSet();

    SnapshotParts() {}

    SnapshotParts(ClusterSnapshot from) {
        coverage = from.coverage;
        services = from.services;
        slices = from.slices;
        slicesByService = from.slicesByService;
        nodes = from.nodes;
        pods = from.pods;
        policies = from.policies;
        events = from.events;
        eventSubjects = from.eventSubjects;
        workloads = from.workloads;
        budgets = from.budgets;
        unreadable = from.unreadable;
        podVariables = from.podVariables;
    }

    @SuppressWarnings(
            "ReferenceEquality") // a map that did not change is the same map, and this is asked on every update
    boolean sameAs(ClusterSnapshot from) {
        return coverage.equals(from.coverage)
                && services == from.services
                && slices == from.slices
                && nodes == from.nodes
                && pods == from.pods
                && policies == from.policies
                && events == from.events
                && workloads == from.workloads
                && budgets == from.budgets
                && unreadable == from.unreadable;
    }

    void put(Service service) {
        services = services.with(service.key(), service);
        seen(ObjectType.SERVICE, service.key().toString());
    }

    void put(EndpointSlice slice) {
        seen(ObjectType.ENDPOINT_SLICE, slice.key().toString());
        if (slice.equals(slices.get(slice.key()))) {
            return;
        }
        removeSlice(slice.key());
        slices = slices.with(slice.key(), slice);
        slice.service().ifPresent(service -> slicesByService = putNested(slicesByService, service, slice.key(), slice));
    }

    void put(Node node) {
        nodes = nodes.with(node.name(), node);
        seen(ObjectType.NODE, node.name());
    }

    void put(Pod pod) {
        pods = putNested(pods, pod.key().namespace(), pod.key(), pod);
        seen(ObjectType.POD, pod.key().toString());
    }

    void put(NetworkPolicy policy) {
        policies = putNested(policies, policy.key().namespace(), policy.key(), policy);
        seen(ObjectType.NETWORK_POLICY, policy.key().toString());
    }

    void put(ClusterEvent event) {
        seen(ObjectType.EVENT, event.key().toString());
        if (!event.regarding().equals(eventSubjects.get(event.key()))) {
            removeEvent(event.key());
        }
        events = putNested(events, event.regarding(), event.key(), event);
        eventSubjects = eventSubjects.with(event.key(), event.regarding());
    }

    void put(Workload workload) {
        workloads = putNested(workloads, workload.key().namespace(), workload.key(), workload);
        seen(workload.key().kind().type(), workload.key().object().toString());
    }

    void put(DisruptionBudget budget) {
        budgets = putNested(budgets, budget.key().namespace(), budget.key(), budget);
        seen(ObjectType.DISRUPTION_BUDGET, budget.key().toString());
    }

    void put(Unreadable object) {
        removeReadable(object.type(), object.name());
        unreadable = unreadable.with(unreadableKey(object.type(), object.name()), object);
        cover(object.type(), atLeastPartial(object.type()));
    }

    private void seen(ObjectType type, String name) {
        unreadable = unreadable.without(unreadableKey(type, name));
        cover(type, atLeastPartial(type));
    }

    private Coverage atLeastPartial(ObjectType type) {
        Coverage stated = coverage.getOrDefault(type, Coverage.UNKNOWN);
        return stated == Coverage.UNKNOWN ? Coverage.PARTIAL : stated;
    }

    void cover(ObjectType type, Coverage stated) {
        if (coverage.getOrDefault(type, Coverage.UNKNOWN) == stated) {
            return;
        }
        Map<ObjectType, Coverage> changed = new EnumMap<>(ObjectType.class);
        changed.putAll(coverage);
        changed.put(type, stated);
        if (stated == Coverage.UNKNOWN) {
            changed.remove(type);
        }
        coverage = changed;
    }

    void remove(ObjectType type, String name) {
        unreadable = unreadable.without(unreadableKey(type, name));
        removeReadable(type, name);
    }

    private void removeReadable(ObjectType type, String name) {
        switch (type) {
            case SERVICE -> services = services.without(ServiceKey.parse(name));
            case ENDPOINT_SLICE -> removeSlice(ObjectKey.parse(name));
            case NODE -> nodes = nodes.without(name);
            case POD -> pods = removeNested(pods, ObjectKey.parse(name).namespace(), ObjectKey.parse(name));
            case NETWORK_POLICY ->
                policies = removeNested(policies, ObjectKey.parse(name).namespace(), ObjectKey.parse(name));
            case EVENT -> removeEvent(ObjectKey.parse(name));
            case DEPLOYMENT -> removeWorkload(WorkloadKind.DEPLOYMENT, ObjectKey.parse(name));
            case REPLICA_SET -> removeWorkload(WorkloadKind.REPLICA_SET, ObjectKey.parse(name));
            case STATEFUL_SET -> removeWorkload(WorkloadKind.STATEFUL_SET, ObjectKey.parse(name));
            case DAEMON_SET -> removeWorkload(WorkloadKind.DAEMON_SET, ObjectKey.parse(name));
            case DISRUPTION_BUDGET ->
                budgets = removeNested(budgets, ObjectKey.parse(name).namespace(), ObjectKey.parse(name));
        }
    }

    private void removeSlice(ObjectKey key) {
        EndpointSlice old = slices.get(key);
        if (old != null) {
            slices = slices.without(key);
            old.service().ifPresent(service -> slicesByService = removeNested(slicesByService, service, key));
        }
    }

    private void removeWorkload(WorkloadKind kind, ObjectKey key) {
        workloads = removeNested(workloads, key.namespace(), new WorkloadKey(kind, key));
    }

    private void removeEvent(ObjectKey key) {
        String regarding = eventSubjects.get(key);
        if (regarding != null) {
            events = removeNested(events, regarding, key);
            eventSubjects = eventSubjects.without(key);
        }
    }

    static String unreadableKey(ObjectType type, String name) {
        return type.apiName() + "/" + name;
    }

    private static <I extends Comparable<? super I>, K extends Comparable<? super K>, V>
            PersistentSortedMap<I, PersistentSortedMap<K, V>> putNested(
                    PersistentSortedMap<I, PersistentSortedMap<K, V>> index, I group, K key, V value) {
        return index.update(group, own -> {
            PersistentSortedMap<K, V> before = own == null ? PersistentSortedMap.empty() : own;
            return before.with(key, value);
        });
    }

    private static <I extends Comparable<? super I>, K extends Comparable<? super K>, V>
            PersistentSortedMap<I, PersistentSortedMap<K, V>> removeNested(
                    PersistentSortedMap<I, PersistentSortedMap<K, V>> index, I group, K key) {
        return index.update(group, own -> {
            PersistentSortedMap<K, V> left = own == null ? PersistentSortedMap.empty() : own.without(key);
            return left.size() == 0 ? null : left;
        });
    }
}
