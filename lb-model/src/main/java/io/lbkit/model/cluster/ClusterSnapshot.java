package io.lbkit.model.cluster;

import io.lbkit.model.Coverage;
import io.lbkit.model.internal.NestedValues;
import io.lbkit.model.internal.PersistentSortedMap;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, indexed view of a cluster at one moment. A change of one object yields a new snapshot that shares everything
 * else with the old one, at a cost that grows with the logarithm of the cluster, so a snapshot can follow a watch.
 *
 * <p>Each type of object has a {@link Coverage}: what is not here is absent only where the coverage is
 * {@link Coverage#COMPLETE}. Objects that exist but could not be read are kept as {@link Unreadable}.
 *
 * <p>Collections are in key order. Two snapshots are equal when they hold equal objects with equal coverage, however they
 * were built. Safe for use by many threads.
 */
public final class ClusterSnapshot {
    private static final ClusterSnapshot EMPTY = new Builder().build();

    final Map<ObjectType, Coverage> coverage;
    final PersistentSortedMap<ServiceKey, Service> services;
    final PersistentSortedMap<ObjectKey, EndpointSlice> slices;
    final PersistentSortedMap<ServiceKey, PersistentSortedMap<ObjectKey, EndpointSlice>> slicesByService;
    final PersistentSortedMap<String, Node> nodes;
    final PersistentSortedMap<String, PersistentSortedMap<ObjectKey, Pod>> pods;
    final PersistentSortedMap<String, PersistentSortedMap<ObjectKey, NetworkPolicy>> policies;
    final PersistentSortedMap<String, PersistentSortedMap<ObjectKey, ClusterEvent>> events;
    final PersistentSortedMap<ObjectKey, String> eventSubjects;
    final PersistentSortedMap<String, PersistentSortedMap<WorkloadKey, Workload>> workloads;
    final PersistentSortedMap<String, PersistentSortedMap<ObjectKey, DisruptionBudget>> budgets;
    final PersistentSortedMap<String, Unreadable> unreadable;
    final SortedSet<String> podVariables;

    private ClusterSnapshot(SnapshotParts parts) {
        this.coverage = parts.coverage;
        this.services = parts.services;
        this.slices = parts.slices;
        this.slicesByService = parts.slicesByService;
        this.nodes = parts.nodes;
        this.pods = parts.pods;
        this.policies = parts.policies;
        this.events = parts.events;
        this.eventSubjects = parts.eventSubjects;
        this.workloads = parts.workloads;
        this.budgets = parts.budgets;
        this.unreadable = parts.unreadable;
        this.podVariables = parts.podVariables;
    }

    /** {@return the snapshot that holds nothing and knows nothing} */
    public static ClusterSnapshot empty() {
        return EMPTY;
    }

    /** {@return a builder for a snapshot of many objects} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How much of a type is here. Never {@link Coverage#COMPLETE} while an object of the type is unreadable.
     *
     * @param type the type
     * @return the coverage
     */
    public Coverage coverage(ObjectType type) {
        Coverage stated = coverage.getOrDefault(type, Coverage.UNKNOWN);
        boolean gap = unreadable.values().stream().anyMatch(object -> object.type() == type);
        return gap ? stated.and(Coverage.PARTIAL) : stated;
    }

    /**
     * How much is known of the slices of one Service: as {@link #coverage}, where an unreadable slice counts only if it may
     * belong to that Service.
     *
     * @param service the Service
     * @return the coverage
     */
    public Coverage sliceCoverage(ServiceKey service) {
        Coverage stated = coverage.getOrDefault(ObjectType.ENDPOINT_SLICE, Coverage.UNKNOWN);
        boolean gap = unreadable.values().stream()
                .filter(object -> object.type() == ObjectType.ENDPOINT_SLICE)
                .anyMatch(object ->
                        object.service().isEmpty() || object.service().get().equals(service));
        return gap ? stated.and(Coverage.PARTIAL) : stated;
    }

    /** {@return every Service, of any type} */
    public Collection<Service> services() {
        return services.values();
    }

    /**
     * {@return a Service}
     *
     * @param key its key
     */
    public Optional<Service> service(ServiceKey key) {
        return Optional.ofNullable(services.get(key));
    }

    /** {@return every EndpointSlice, those that belong to no Service included} */
    public Collection<EndpointSlice> endpointSlices() {
        return slices.values();
    }

    /**
     * {@return the slices whose label names a Service, whoever wrote them}
     *
     * @param service the Service
     */
    public Collection<EndpointSlice> endpointSlices(ServiceKey service) {
        PersistentSortedMap<ObjectKey, EndpointSlice> own = slicesByService.get(service);
        return own == null ? List.of() : own.values();
    }

    /**
     * {@return a slice}
     *
     * @param key its key
     */
    public Optional<EndpointSlice> endpointSlice(ObjectKey key) {
        return Optional.ofNullable(slices.get(key));
    }

    /** {@return the Services that slices name, whether they exist or not} */
    public Collection<ServiceKey> servicesOfSlices() {
        return slicesByService.keys();
    }

    /** {@return every node} */
    public Collection<Node> nodes() {
        return nodes.values();
    }

    /**
     * Whether another snapshot has equal nodes; answered at once where one snapshot was made from the other.
     *
     * @param other the other snapshot
     * @return whether the nodes are equal
     */
    public boolean hasNodesOf(ClusterSnapshot other) {
        return nodes.equals(other.nodes);
    }

    /**
     * {@return the nodes that another snapshot has not or has otherwise, and the names of those that only the other one has,
     * without a node; quick where one snapshot was made from the other}
     *
     * @param other the other snapshot
     */
    public SortedMap<String, Optional<Node>> nodesUnlike(ClusterSnapshot other) {
        SortedMap<String, Optional<Node>> unlike = new TreeMap<>();
        nodes.differences(other.nodes, (name, node) -> unlike.put(name, Optional.ofNullable(node)));
        return unlike;
    }

    /**
     * {@return a node}
     *
     * @param name its name
     */
    public Optional<Node> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** {@return every pod} */
    public Collection<Pod> pods() {
        return new NestedValues<>(pods);
    }

    /**
     * {@return the pods of a namespace}
     *
     * @param namespace the namespace
     */
    public Collection<Pod> pods(String namespace) {
        return inNamespace(pods, namespace);
    }

    /**
     * {@return a pod}
     *
     * @param key its key
     */
    public Optional<Pod> pod(ObjectKey key) {
        PersistentSortedMap<ObjectKey, Pod> own = pods.get(key.namespace());
        return own == null ? Optional.empty() : Optional.ofNullable(own.get(key));
    }

    /**
     * {@return the names of the environment variables that the containers here hold, if they have them. No other variable is
     * known, so that one that is missing is absent only if its name is among these}
     */
    public SortedSet<String> podVariables() {
        return podVariables;
    }

    /** {@return every policy} */
    public Collection<NetworkPolicy> networkPolicies() {
        return new NestedValues<>(policies);
    }

    /**
     * {@return the policies of a namespace}
     *
     * @param namespace the namespace
     */
    public Collection<NetworkPolicy> networkPolicies(String namespace) {
        return inNamespace(policies, namespace);
    }

    /** {@return every event} */
    public Collection<ClusterEvent> events() {
        return new NestedValues<>(events);
    }

    /**
     * {@return the events about an object}
     *
     * @param regarding {@code Kind/namespace/name}, or {@code Kind/name} without a namespace
     */
    public Collection<ClusterEvent> events(String regarding) {
        return inNamespace(events, regarding);
    }

    /** {@return every workload} */
    public Collection<Workload> workloads() {
        return new NestedValues<>(workloads);
    }

    /**
     * {@return the workloads of a namespace}
     *
     * @param namespace the namespace
     */
    public Collection<Workload> workloads(String namespace) {
        return inNamespace(workloads, namespace);
    }

    /**
     * {@return a workload}
     *
     * @param key its key
     */
    public Optional<Workload> workload(WorkloadKey key) {
        PersistentSortedMap<WorkloadKey, Workload> own = workloads.get(key.namespace());
        return own == null ? Optional.empty() : Optional.ofNullable(own.get(key));
    }

    /** {@return every disruption budget} */
    public Collection<DisruptionBudget> disruptionBudgets() {
        return new NestedValues<>(budgets);
    }

    /**
     * {@return the disruption budgets of a namespace}
     *
     * @param namespace the namespace
     */
    public Collection<DisruptionBudget> disruptionBudgets(String namespace) {
        return inNamespace(budgets, namespace);
    }

    /** {@return what exists but could not be read} */
    public Collection<Unreadable> unreadable() {
        return unreadable.values();
    }

    /**
     * {@return the Service that exists but could not be read, if it is one}
     *
     * @param key its key
     */
    public Optional<Unreadable> unreadableService(ServiceKey key) {
        return Optional.ofNullable(unreadable.get(SnapshotParts.unreadableKey(ObjectType.SERVICE, key.toString())));
    }

    private static <K extends Comparable<? super K>, V> Collection<V> inNamespace(
            PersistentSortedMap<String, PersistentSortedMap<K, V>> index, String namespace) {
        PersistentSortedMap<K, V> own = index.get(namespace);
        return own == null ? List.of() : own.values();
    }

    /**
     * {@return this snapshot with a Service added or replaced}
     *
     * @param service the Service
     */
    public ClusterSnapshot with(Service service) {
        return changed(parts -> parts.put(service));
    }

    /**
     * {@return this snapshot with a slice added or replaced}
     *
     * @param slice the slice
     */
    public ClusterSnapshot with(EndpointSlice slice) {
        return changed(parts -> parts.put(slice));
    }

    /**
     * {@return this snapshot with a node added or replaced}
     *
     * @param node the node
     */
    public ClusterSnapshot with(Node node) {
        return changed(parts -> parts.put(node));
    }

    /**
     * {@return this snapshot with a pod added or replaced}
     *
     * @param pod the pod
     */
    public ClusterSnapshot with(Pod pod) {
        return changed(parts -> parts.put(pod));
    }

    /**
     * {@return this snapshot with a policy added or replaced}
     *
     * @param policy the policy
     */
    public ClusterSnapshot with(NetworkPolicy policy) {
        return changed(parts -> parts.put(policy));
    }

    /**
     * {@return this snapshot with an event added or replaced}
     *
     * @param event the event
     */
    public ClusterSnapshot with(ClusterEvent event) {
        return changed(parts -> parts.put(event));
    }

    /**
     * {@return this snapshot with a workload added or replaced}
     *
     * @param workload the workload
     */
    public ClusterSnapshot with(Workload workload) {
        return changed(parts -> parts.put(workload));
    }

    /**
     * {@return this snapshot with a disruption budget added or replaced}
     *
     * @param budget the budget
     */
    public ClusterSnapshot with(DisruptionBudget budget) {
        return changed(parts -> parts.put(budget));
    }

    /**
     * {@return this snapshot with the note that an object exists but cannot be read; an older readable state is dropped}
     *
     * @param object the object
     */
    public ClusterSnapshot with(Unreadable object) {
        return changed(parts -> parts.put(object));
    }

    /**
     * {@return this snapshot without an object, readable or not; this very snapshot if there is none}
     *
     * @param type the type of the object
     * @param name its name, or {@code namespace/name}
     */
    public ClusterSnapshot without(ObjectType type, String name) {
        return changed(parts -> parts.remove(type, name));
    }

    /**
     * {@return this snapshot with another statement of how much of a type it holds}
     *
     * @param type the type
     * @param stated the coverage
     */
    public ClusterSnapshot covering(ObjectType type, Coverage stated) {
        return changed(parts -> parts.cover(type, stated));
    }

    private ClusterSnapshot changed(Consumer<SnapshotParts> change) {
        SnapshotParts parts = new SnapshotParts(this);
        change.accept(parts);
        return parts.sameAs(this) ? this : new ClusterSnapshot(parts);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClusterSnapshot that
                && coverage.equals(that.coverage)
                && services.equals(that.services)
                && slices.equals(that.slices)
                && nodes.equals(that.nodes)
                && pods.equals(that.pods)
                && policies.equals(that.policies)
                && events.equals(that.events)
                && workloads.equals(that.workloads)
                && budgets.equals(that.budgets)
                && unreadable.equals(that.unreadable)
                && podVariables.equals(that.podVariables);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                coverage,
                services,
                slices,
                nodes,
                pods,
                policies,
                events,
                workloads,
                budgets,
                unreadable,
                podVariables);
    }

    @Override
    public String toString() {
        return "ClusterSnapshot{services=" + services.size() + ", endpointSlices=" + slices.size() + ", nodes="
                + nodes.size() + ", pods=" + pods().size() + ", unreadable=" + unreadable.size() + "}";
    }

    /** Collects objects of any number; a later object of the same key replaces an earlier one. Not thread-safe. */
    public static final class Builder {
        private final SnapshotParts parts = new SnapshotParts();

        private Builder() {}

        /**
         * Adds a Service.
         *
         * @param service the Service
         * @return this builder
         */
        public Builder add(Service service) {
            parts.put(service);
            return this;
        }

        /**
         * Adds a slice.
         *
         * @param slice the slice
         * @return this builder
         */
        public Builder add(EndpointSlice slice) {
            parts.put(slice);
            return this;
        }

        /**
         * Adds a node.
         *
         * @param node the node
         * @return this builder
         */
        public Builder add(Node node) {
            parts.put(node);
            return this;
        }

        /**
         * Adds a pod.
         *
         * @param pod the pod
         * @return this builder
         */
        public Builder add(Pod pod) {
            parts.put(pod);
            return this;
        }

        /**
         * Adds a policy.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder add(NetworkPolicy policy) {
            parts.put(policy);
            return this;
        }

        /**
         * Adds an event.
         *
         * @param event the event
         * @return this builder
         */
        public Builder add(ClusterEvent event) {
            parts.put(event);
            return this;
        }

        /**
         * Adds a workload.
         *
         * @param workload the workload
         * @return this builder
         */
        public Builder add(Workload workload) {
            parts.put(workload);
            return this;
        }

        /**
         * Adds a disruption budget.
         *
         * @param budget the budget
         * @return this builder
         */
        public Builder add(DisruptionBudget budget) {
            parts.put(budget);
            return this;
        }

        /**
         * Adds the note that an object exists but cannot be read.
         *
         * @param object the object
         * @return this builder
         */
        public Builder add(Unreadable object) {
            parts.put(object);
            return this;
        }

        /**
         * States how much of a type was added. Without a statement it is {@link Coverage#PARTIAL} once an object was added.
         *
         * @param type the type
         * @param stated the coverage
         * @return this builder
         */
        public Builder covering(ObjectType type, Coverage stated) {
            parts.cover(type, stated);
            return this;
        }

        /**
         * States which environment variables the containers hold, if they have them; none unless said.
         *
         * @param names the names
         * @return this builder
         */
        public Builder podVariables(Collection<String> names) {
            parts.podVariables = Collections.unmodifiableSortedSet(new TreeSet<>(names));
            return this;
        }

        /** {@return the snapshot; the builder may go on being used} */
        public ClusterSnapshot build() {
            return new ClusterSnapshot(parts);
        }
    }
}
