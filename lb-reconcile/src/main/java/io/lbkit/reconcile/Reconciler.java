package io.lbkit.reconcile;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.execute.Cancellation;
import io.lbkit.reconcile.execute.Executor;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.ReconcileEvent;
import io.lbkit.reconcile.execute.ReconcileListener;
import io.lbkit.reconcile.guard.Approval;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.plan.Orphans;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.PlanRequest;
import io.lbkit.reconcile.plan.Planner;
import io.lbkit.reconcile.plan.Policy;
import io.lbkit.reconcile.spi.CheckedDesign;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way in: from a snapshot of a cluster to load balancers that deliver. Planning reads and never writes; applying is a
 * call of its own, so a plan can be shown, checked or stored in between.
 *
 * <pre>{@code
 * Reconciler reconciler = Reconciler.builder().provider(cloud).clusterId("prod-eu").build();
 * Plan plan = reconciler.plan(snapshot);
 * Outcome outcome = reconciler.apply(plan);
 * }</pre>
 *
 * <p>Immutable; may be used by many threads if its provider may.
 */
public final class Reconciler {
    private final LoadBalancerProvider provider;
    private final String clusterId;
    private final Predicate<ServiceKey> selection;
    private final ReconcileListener listener;
    private final InstantSource clock;
    private final Set<ResourceId> adoptions;
    private final Policy policy;
    private final Executor executor;

    private Reconciler(Builder builder, LoadBalancerProvider provider, String clusterId) {
        this.provider = provider;
        this.clusterId = clusterId;
        this.selection = builder.selection;
        this.listener = builder.listener;
        this.clock = builder.clock;
        this.adoptions = Set.copyOf(builder.adoptions);
        this.policy = builder.policy;
        this.executor = builder.execution
                .apply(Executor.builder().provider(provider).listener(listener))
                .build();
    }

    /** {@return a builder; provider and cluster id are mandatory} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what exists in the cloud.
     *
     * @return the observation
     * @throws io.lbkit.reconcile.spi.ProviderException if nothing could be read
     */
    public Observation observe() {
        Instant start = clock.instant();
        try {
            Observation observation = provider.observe(ObservationScope.cluster(clusterId));
            listener.on(new ReconcileEvent.Observed(provider.id(), since(start), Optional.empty()));
            return observation;
        } catch (ProviderException e) {
            listener.on(new ReconcileEvent.Observed(provider.id(), since(start), Optional.of(e.kind())));
            throw e;
        }
    }

    private Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }

    /**
     * Designs what every selected Service of type LoadBalancer should have. Pure. A Service that the provider cannot design
     * without breaking a rule of a value is blocked with a finding; the others are designed.
     *
     * @param cluster the cluster
     * @param observation what exists, for its facts
     * @return the designs by Service
     */
    public SortedMap<ServiceKey, Design> design(ClusterSnapshot cluster, Observation observation) {
        BackendResolver resolver = BackendResolver.of(cluster);
        SortedMap<ServiceKey, Design> designs = new TreeMap<>();
        for (Service service : cluster.services()) {
            if (service.wantsLoadBalancer() && selection.test(service.key())) {
                DesignRequest request = new DesignRequest(clusterId, service, resolver, observation);
                designs.put(service.key(), CheckedDesign.of(provider, request));
            }
        }
        return designs;
    }

    /**
     * Plans how to get from what exists to what the cluster wants. Pure: equal inputs give equal plans. What a Service had
     * that is missing in a complete listing goes at once.
     *
     * @param cluster the cluster
     * @param observation what exists
     * @return the plan
     */
    public Plan plan(ClusterSnapshot cluster, Observation observation) {
        return plan(cluster, observation, Orphans.notKept());
    }

    /**
     * Plans how to get from what exists to what the cluster wants, where what a missing Service had is kept for a time. Pure.
     *
     * @param cluster the cluster
     * @param observation what exists
     * @param orphans since when Services are missing, and how long what they had is kept
     * @return the plan
     */
    public Plan plan(ClusterSnapshot cluster, Observation observation, Orphans orphans) {
        Instant start = clock.instant();
        Plan plan = Planner.plan(PlanRequest.builder()
                .clusterId(clusterId)
                .cluster(cluster)
                .designs(design(cluster, observation))
                .observation(observation)
                .designVersion(provider.designVersion())
                .selection(selection)
                .adoptions(adoptions)
                .orphans(orphans)
                .build());
        listener.on(new ReconcileEvent.Planned(provider.id(), since(start), plan));
        return plan;
    }

    /**
     * Observes the cloud and plans.
     *
     * @param cluster the cluster
     * @return the plan
     * @throws io.lbkit.reconcile.spi.ProviderException if nothing could be read
     */
    public Plan plan(ClusterSnapshot cluster) {
        return plan(cluster, observe());
    }

    /**
     * {@return what of a plan the policy lets through, with what guardrails have against it; pure}
     *
     * @param plan the plan
     * @param approvals what somebody allowed
     */
    public Review review(Plan plan, Approval... approvals) {
        return executor.guardrails().review(policy.filter(plan), List.of(approvals));
    }

    /**
     * Carries out what the policy lets through and no guardrail stops.
     *
     * @param plan the plan
     * @param approvals what somebody allowed although a guardrail stops it
     * @return what became of each step
     */
    public Outcome apply(Plan plan, Approval... approvals) {
        return executor.execute(policy.filter(plan), List.of(approvals));
    }

    /**
     * Carries out what the policy lets through and no guardrail stops, until it is done or somebody cancels it.
     *
     * @param plan the plan
     * @param approvals what somebody allowed although a guardrail stops it
     * @param cancellation stops it between two calls
     * @return what became of each step
     */
    public Outcome apply(Plan plan, Collection<Approval> approvals, Cancellation cancellation) {
        return executor.execute(policy.filter(plan), approvals, cancellation);
    }

    /**
     * Plans and carries the plan out.
     *
     * @param cluster the cluster
     * @param approvals what somebody allowed although a guardrail stops it
     * @return what became of each step
     * @throws io.lbkit.reconcile.spi.ProviderException if nothing could be read
     */
    public Outcome reconcile(ClusterSnapshot cluster, Approval... approvals) {
        return apply(plan(cluster), approvals);
    }

    /** Builds a {@link Reconciler}. Not thread-safe. */
    public static final class Builder {
        private @Nullable LoadBalancerProvider provider;
        private @Nullable String clusterId;
        private Predicate<ServiceKey> selection = service -> true;
        private ReconcileListener listener = ReconcileListener.none();
        private InstantSource clock = InstantSource.system();
        private final Set<ResourceId> adoptions = new TreeSet<>();
        private Policy policy = Policy.SYNC;
        private UnaryOperator<Executor.Builder> execution = executor -> executor;

        private Builder() {}

        /**
         * Sets whose load balancers are reconciled.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(LoadBalancerProvider value) {
            provider = value;
            return this;
        }

        /**
         * Sets the id of the cluster: part of names and ownership marks, unique among the clusters that share a cloud
         * account. Changing it later orphans what exists.
         *
         * @param value the id
         * @return this builder
         */
        public Builder clusterId(String value) {
            clusterId = value;
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
         * Sets who is told of observations, plans and executions, such as metrics. Nobody unless said otherwise.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder listener(ReconcileListener value) {
            listener = value;
            return this;
        }

        /**
         * Sets how much of a plan counts; {@link Policy#SYNC} unless said otherwise.
         *
         * @param value the policy
         * @return this builder
         */
        public Builder policy(Policy value) {
            policy = value;
            return this;
        }

        /**
         * Sets how plans are carried out: guardrails, retries, limits of rate, time. Called several times, each adds to the
         * ones before.
         *
         * @param value changes the builder of the executor, which has the provider and the listener already
         * @return this builder
         */
        public Builder execution(UnaryOperator<Executor.Builder> value) {
            UnaryOperator<Executor.Builder> before = execution;
            execution = executor -> value.apply(before.apply(executor));
            return this;
        }

        /**
         * Sets the clock that times observations and plans for the listener. That of the system unless said otherwise.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(InstantSource value) {
            clock = value;
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
         * Builds.
         *
         * @return the reconciler
         * @throws InvalidValueException if provider or cluster id are missing
         */
        public Reconciler build() {
            if (provider == null) {
                throw InvalidValueException.of("provider", "", "a reconciler has a provider");
            }
            if (clusterId == null || clusterId.isEmpty()) {
                throw InvalidValueException.of("clusterId", "", "a reconciler knows the id of its cluster");
            }
            return new Reconciler(this, provider, clusterId);
        }
    }
}
