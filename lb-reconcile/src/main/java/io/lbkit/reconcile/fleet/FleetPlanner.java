package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans for all Services of a cluster and goes on planning while the cluster and the cloud change. It is told what happened,
 * as a watch tells it, and a plan costs about what changed since the last one.
 *
 * <pre>{@code
 * FleetPlanner fleet = FleetPlanner.builder().provider(cloud).clusterId("prod-eu").build();
 * fleet.replace(snapshot);
 * fleet.observed(cloud.observe(ObservationScope.cluster("prod-eu")));
 * fleet.upsert(node);
 * for (PlannedService next : fleet.plan().services()) { ... }
 * }</pre>
 *
 * <p>Without a grace period a plan is a function of the last snapshot and the last observation alone: in which order the
 * events came, and whether plans were made in between, makes no difference. It has the same steps, findings and held Services as one plan of everything.
 * A provider says in {@link LoadBalancerProvider#designsLocally} and {@link LoadBalancerProvider#designsAlike} how much of
 * what is known can be kept; without these promises plans are right and slow.
 *
 * <p>Safe for use by many threads; calls wait for each other.
 */
public final class FleetPlanner {
    private final String clusterId;
    private final boolean local;
    private final Duration orphanGrace;
    private final FleetState state;
    private ClusterSnapshot cluster = ClusterSnapshot.empty();

    private FleetPlanner(FleetScope scope) {
        this.clusterId = scope.clusterId();
        this.local = scope.provider().designsLocally();
        this.orphanGrace = scope.orphanGrace();
        this.state = new FleetState(scope);
    }

    /** {@return a builder; provider and cluster id are mandatory} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the snapshot that all events so far have led to} */
    public synchronized ClusterSnapshot cluster() {
        return cluster;
    }

    /**
     * Everything in the cluster is as in a snapshot, how much of it is known included. What is equal to what was known before
     * costs a comparison.
     *
     * @param snapshot the snapshot
     */
    public synchronized void replace(ClusterSnapshot snapshot) {
        moveTo(snapshot, ClusterInput.of(cluster, snapshot));
    }

    /**
     * A Service was added or changed.
     *
     * @param service the Service
     */
    public synchronized void upsert(Service service) {
        moveTo(cluster.with(service), Set.of(service.key()));
    }

    /**
     * A slice was added or changed.
     *
     * @param slice the slice
     */
    public synchronized void upsert(EndpointSlice slice) {
        Set<ServiceKey> services = servicesOf(slice.key());
        slice.service().ifPresent(services::add);
        moveTo(cluster.with(slice), services);
    }

    /**
     * A node was added or changed.
     *
     * @param node the node
     */
    public synchronized void upsert(Node node) {
        moveTo(cluster.with(node), Set.of());
    }

    /**
     * An object exists and cannot be read.
     *
     * @param object the object
     */
    public synchronized void upsert(Unreadable object) {
        moveTo(cluster.with(object), servicesOf(object.type(), object.name()));
    }

    /**
     * An object is gone; nothing happens if it was not known.
     *
     * @param type the type of the object
     * @param name its name, or {@code namespace/name}
     * @throws InvalidValueException if the name has not the form that its type needs
     */
    public synchronized void remove(ObjectType type, String name) {
        moveTo(cluster.without(type, name), servicesOf(type, name));
    }

    private Set<ServiceKey> servicesOf(ObjectType type, String name) {
        return switch (type) {
            case SERVICE -> Set.of(ServiceKey.parse(name));
            case ENDPOINT_SLICE -> servicesOf(ObjectKey.parse(name));
            case NODE,
                    POD,
                    NETWORK_POLICY,
                    EVENT,
                    DEPLOYMENT,
                    REPLICA_SET,
                    STATEFUL_SET,
                    DAEMON_SET,
                    DISRUPTION_BUDGET -> Set.of();
        };
    }

    private Set<ServiceKey> servicesOf(ObjectKey slice) {
        Set<ServiceKey> services = new TreeSet<>();
        cluster.endpointSlice(slice).flatMap(EndpointSlice::service).ifPresent(services::add);
        return services;
    }

    private void moveTo(ClusterSnapshot next, Set<ServiceKey> services) {
        moveTo(next, ClusterInput.of(cluster, next, services));
    }

    @SuppressWarnings("ReferenceEquality") // an event that changes nothing returns the same snapshot
    private void moveTo(ClusterSnapshot next, ClusterInput input) {
        if (next != cluster) {
            cluster = next;
            state.changed(input.services(), input.general() || !local);
        }
    }

    /**
     * The whole cloud was observed. Only what differs from the last observation is planned again. Member sets and reports of
     * health that are equal are kept once, so the observation need not be kept.
     *
     * @param observation everything that exists
     */
    public synchronized void observed(Observation observation) {
        Inventory.Difference difference = state.inventory().replace(observation);
        state.changed(difference, !local);
    }

    /**
     * A part of the cloud was observed again: what some Services have. What it does not hold of theirs is gone, except where
     * it could not be read. What could not be read stays unknown until the whole cloud is observed.
     *
     * @param scope what was asked for
     * @param observation what exists of it, and anything besides
     * @throws InvalidValueException if the scope is that of another cluster
     */
    public synchronized void observed(ObservationScope scope, Observation observation) {
        if (!scope.cluster().equals(clusterId)) {
            throw InvalidValueException.of("scope.cluster", scope.cluster(), "this fleet is the cluster " + clusterId);
        }
        if (scope.services().isEmpty()) {
            observed(observation);
        } else {
            state.changed(state.inventory().refresh(observation, state.idsOf(scope.services())::contains), !local);
        }
    }

    /**
     * Plans, for a planner without a grace period. Pure but for what is remembered.
     *
     * @return what has to change now
     * @throws IllegalStateException if there is a grace period, for which {@link #plan(Instant)} takes the time
     */
    public synchronized FleetPlan plan() {
        if (!orphanGrace.isZero()) {
            throw new IllegalStateException("A grace period of " + orphanGrace
                    + " for orphans runs from plan to plan: call plan(Instant) with the present time.");
        }
        return state.plan(cluster);
    }

    /**
     * Plans at a time. The grace period of a missing Service starts with the first plan in which a complete listing lacks it.
     * A Service that comes back is forgotten. Pure but for what is remembered.
     *
     * @param now the time
     * @return what has to change at that time
     */
    public synchronized FleetPlan plan(Instant now) {
        if (!orphanGrace.isZero()) {
            state.passTime(cluster, now);
        }
        return state.plan(cluster);
    }

    /** Builds a {@link FleetPlanner}. Not thread-safe. */
    public static final class Builder {
        private @Nullable LoadBalancerProvider provider;
        private Optional<String> clusterId = Optional.empty();
        private Predicate<ServiceKey> selection = service -> true;
        private final Set<ResourceId> adoptions = new TreeSet<>();
        private Duration orphanGrace = Duration.ZERO;

        private Builder() {}

        /**
         * Sets whose load balancers are planned. Only its pure methods are called.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(LoadBalancerProvider value) {
            provider = value;
            return this;
        }

        /**
         * Sets the id of the cluster, as in the ownership marks.
         *
         * @param value the id
         * @return this builder
         */
        public Builder clusterId(String value) {
            clusterId = Optional.of(value);
            return this;
        }

        /**
         * Sets which Services take part; the load balancers of others are left alone. All of them unless said otherwise.
         *
         * @param value a pure condition
         * @return this builder
         */
        public Builder services(Predicate<ServiceKey> value) {
            selection = value;
            return this;
        }

        /**
         * Takes foreign objects over: one that a Service designs and that has nobody's mark, or that of another cluster, becomes
         * that of the Service. Without this, foreign objects are never touched.
         *
         * @param ids kind and name of each object
         * @return this builder
         */
        public Builder adopt(ResourceId... ids) {
            adoptions.addAll(List.of(ids));
            return this;
        }

        /**
         * Sets for how long what a missing Service had is kept. It goes at once unless said otherwise.
         *
         * @param value the time; not negative
         * @return this builder
         */
        public Builder orphanGrace(Duration value) {
            orphanGrace = value;
            return this;
        }

        /**
         * Builds.
         *
         * @return the planner, which knows nothing yet
         * @throws InvalidValueException if provider or cluster id are missing, or the grace period is negative
         */
        public FleetPlanner build() {
            if (provider == null) {
                throw InvalidValueException.of("provider", "", "a fleet planner has a provider");
            }
            String id = clusterId
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() ->
                            InvalidValueException.of("clusterId", "", "a fleet planner knows the id of its cluster"));
            return new FleetPlanner(new FleetScope(provider, id, selection, Set.copyOf(adoptions), orphanGrace));
        }
    }
}
