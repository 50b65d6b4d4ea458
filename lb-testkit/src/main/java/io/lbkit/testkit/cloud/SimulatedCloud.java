package io.lbkit.testkit.cloud;

import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.reconcile.spi.ProviderId;
import io.lbkit.reconcile.spi.RecentTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A load-balancer cloud in memory, in one of several {@linkplain CloudShape shapes}. See the description of the package for
 * how to use it, and {@link SimulatedKinds}, {@link SmallObjectKinds} and {@link DocumentKinds} for the kinds of objects.
 *
 * <p>It claims Services without a load balancer class and those of its own class. Annotations: {@code
 * simulated.lbkit.io/mode} is {@code instance} (default) or {@code ip}; {@code simulated.lbkit.io/scheme} is {@code public}
 * (default) or {@code internal}.
 *
 * <p>Facts, with their defaults: {@code zones} (a list; empty: every zone is one of the cloud), {@code addressPools} with
 * {@code ipv4} (198.18.0.0/15) and {@code ipv6} (2001:db8::/64), and {@code quotas} with {@code loadBalancers} (20000),
 * {@code listenersPerLoadBalancer} (50) and {@code membersPerPool} (10000).
 *
 * <p>It does not look at the tokens of a batch: it knows a change that is sent again by name, owner and values.
 *
 * <p>The same calls in the same order give the same answers. Safe for use by many threads.
 */
public final class SimulatedCloud implements LoadBalancerProvider {
    /** The name of the provider. */
    public static final ProviderId ID = new ProviderId("simulated");

    /** The load balancer class that it serves unless said otherwise. */
    public static final String DEFAULT_CLASS = "lbkit.io/simulated";

    private final CloudShape shape;
    private final VirtualClock clock;
    private final CloudCore core;
    private final SimulatedDesign design;
    private final Faults faults;
    private final CallLog log;

    private SimulatedCloud(Builder builder) {
        this.shape = builder.shape;
        this.clock = VirtualClock.at(builder.start);
        SimulatedFacts facts = SimulatedFacts.read(builder.facts);
        this.core = new CloudCore(clock, shape, facts, builder.lag, builder.health);
        this.design = new SimulatedDesign(shape, builder.loadBalancerClass);
        this.faults = new Faults(builder.seed);
        this.log = new CallLog(clock);
        builder.saved.ifPresent(core::restore);
    }

    /** {@return an empty cloud with the defaults} */
    public static SimulatedCloud create() {
        return builder().build();
    }

    /**
     * A cloud with the facts and objects that were observed before: ids, addresses, revisions, marks and members are those
     * of the observation. Members count as checked.
     *
     * @param saved the observation of a simulated cloud
     * @return the cloud
     * @throws InvalidValueException if it is that of another cloud
     */
    public static SimulatedCloud restore(Observation saved) {
        return builder().restore(saved).build();
    }

    /**
     * {@return the builder of a reconciler of this cloud whose time is that of the cloud: whoever waits lets time pass at once}
     *
     * @param clusterId the id of the cluster
     */
    public Reconciler.Builder reconciler(String clusterId) {
        return Reconciler.builder()
                .provider(this)
                .clusterId(clusterId)
                .clock(clock())
                .execution(executor -> executor.scheduler(() -> VirtualScheduler.of(clock())));
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public Set<ResourceKind> kinds() {
        return shape.kinds();
    }

    @Override
    public Observation observe(ObservationScope scope) {
        faults.beforeCall(Operation.OBSERVE);
        Optional<Fault> fault = faults.take(Fault.Effect.REFUSED, Operation.OBSERVE, scope.cluster());
        log.add(Operation.OBSERVE, Optional.empty(), scope.cluster(), fault.map(Fault::error));
        if (fault.isPresent()) {
            throw fault.get().exception(Operation.OBSERVE, Optional.empty());
        }
        return core.observe(scope, faults.takeUnread());
    }

    @Override
    public Design design(DesignRequest request) {
        return design.design(request);
    }

    @Override
    public List<FilterPath> filters(FilterRequest request) {
        return SimulatedFilters.of(request);
    }

    /** A design reads the Service, its backends and the facts, and of what exists only an address that is held for it. */
    @Override
    public boolean designsLocally() {
        return true;
    }

    /** Nodes bear upon nothing but the members, unless there are more of them than a pool may have. */
    @Override
    public boolean designsAlike(CloudFacts known, MemberSet before, MemberSet after) {
        long most = SimulatedFacts.read(known).members();
        return before.size() <= most && after.size() <= most;
    }

    @Override
    public BatchResult apply(ChangeBatch batch) {
        refuseBatch(batch);
        boolean document = batch.changes().stream()
                .anyMatch(change -> change.resource().kind().batching() == Batching.ATOMIC);
        if (document) {
            return write(batch);
        }
        List<ChangeResult> results = new ArrayList<>();
        for (Change change : batch.changes()) {
            results.add(call(change, batch));
        }
        return new BatchResult(results);
    }

    private void refuseBatch(ChangeBatch batch) {
        for (Change change : batch.changes()) {
            Operation operation = Operation.of(change);
            faults.beforeCall(operation);
            Optional<Fault> fault = faults.take(
                    Fault.Effect.BATCH_REFUSED, operation, change.id().toString());
            if (fault.isPresent()) {
                log.add(operation, Optional.of(change.id()), CallLog.detail(change), fault.map(Fault::error));
                throw fault.get().exception(operation, Optional.of(change.id()));
            }
        }
    }

    private ChangeResult call(Change change, ChangeBatch batch) {
        Operation operation = Operation.of(change);
        ResourceId id = change.id();
        faults.beforeCall(operation);
        Optional<Fault> fault = faults.take(Fault.Effect.REFUSED, operation, id.toString());
        ChangeResult result;
        if (fault.isPresent()) {
            result = ChangeResult.failed(fault.get().exception(operation, Optional.of(id)));
        } else {
            // A lost answer is decided before the effect, so that the order of calls alone decides about chance.
            Optional<Fault> lost = faults.take(Fault.Effect.ANSWER_LOST, operation, id.toString());
            result = core.carryOut(change, batch);
            if (lost.isEmpty() && result instanceof ChangeResult.Done) {
                clock.advance(shape.operationTime());
            }
            if (lost.isPresent()) {
                result = ChangeResult.failed(lost.get().exception(operation, Optional.of(id)));
            }
        }
        log.add(operation, Optional.of(id), CallLog.detail(change), failure(result));
        faults.afterWrite();
        return result;
    }

    /** The changes of a document are one call: a fault that hits one of them hits them all. */
    private BatchResult write(ChangeBatch document) {
        faults.beforeCall(Operation.UPDATE);
        Optional<ProviderException> refused = hit(Fault.Effect.REFUSED, document);
        BatchResult result;
        if (refused.isPresent()) {
            result = BatchResult.allFailed(document, refused.get());
        } else {
            Optional<ProviderException> lost = hit(Fault.Effect.ANSWER_LOST, document);
            BatchResult written = core.write(document);
            result = lost.map(error -> BatchResult.allFailed(document, error)).orElse(written);
        }
        for (int i = 0; i < document.changes().size(); i++) {
            Change change = document.changes().get(i);
            log.add(
                    Operation.of(change),
                    Optional.of(change.id()),
                    CallLog.detail(change),
                    failure(result.results().get(i)));
        }
        faults.afterWrite();
        return result;
    }

    private Optional<ProviderException> hit(Fault.Effect effect, ChangeBatch document) {
        for (Change change : document.changes()) {
            Operation operation = Operation.of(change);
            Optional<Fault> fault = faults.take(effect, operation, change.id().toString());
            if (fault.isPresent()) {
                return Optional.of(fault.get().exception(operation, Optional.of(change.id())));
            }
        }
        return Optional.empty();
    }

    private static Optional<ErrorKind> failure(ChangeResult result) {
        return result instanceof ChangeResult.Failed failed
                ? Optional.of(failed.error()).map(ProviderException::kind)
                : Optional.empty();
    }

    /** {@return the shape of the cloud} */
    public CloudShape shape() {
        return shape;
    }

    /** {@return what is to go wrong} */
    public Faults faults() {
        return faults;
    }

    /** {@return the way to edit the cloud behind the back of its user} */
    public Console console() {
        return new Console(core);
    }

    /** {@return the clock of the cloud} */
    public VirtualClock clock() {
        return clock;
    }

    /**
     * Lets time pass, at once.
     *
     * @param time how much
     */
    public void advance(Duration time) {
        clock.advance(time);
    }

    /**
     * From now on readers see the cloud as it was some time ago.
     *
     * @param behind how long ago; what was overwritten before this call is not seen again
     */
    public void observeBehind(Duration behind) {
        core.lag(behind);
    }

    /**
     * From now on health checks find something else.
     *
     * @param source what they find
     */
    public void health(HealthSource source) {
        core.source(source);
    }

    /**
     * From now on the cloud reports the traffic that a load balancer carried.
     *
     * @param loadBalancer the load balancer
     * @param traffic the traffic
     */
    public void traffic(ResourceId loadBalancer, RecentTraffic traffic) {
        core.traffic(loadBalancer, traffic);
    }

    /** {@return every call so far, in order} */
    public List<Call> calls() {
        return log.calls();
    }

    /** Forgets the calls so far. */
    public void forgetCalls() {
        log.clear();
    }

    /** Builds a {@link SimulatedCloud}. Not thread-safe. */
    public static final class Builder {
        private CloudShape shape = CloudShape.SEPARATE_OBJECTS;
        private String loadBalancerClass = DEFAULT_CLASS;
        private CloudFacts facts = CloudFacts.none();
        private Instant start = VirtualClock.START;
        private Duration lag = Duration.ZERO;
        private HealthSource health = HealthSource.allHealthy();
        private long seed;
        private Optional<Observation> saved = Optional.empty();

        private Builder() {}

        /**
         * Sets which objects it has and how writing works.
         *
         * @param of the shape; {@link CloudShape#SEPARATE_OBJECTS} unless said otherwise
         * @return this builder
         */
        public Builder shape(CloudShape of) {
            shape = of;
            return this;
        }

        /**
         * Sets the class of the Services that it serves besides those without a class.
         *
         * @param name the class; {@link #DEFAULT_CLASS} unless said otherwise
         * @return this builder
         */
        public Builder loadBalancerClass(String name) {
            loadBalancerClass = name;
            return this;
        }

        /**
         * Sets zones, address pools and quotas.
         *
         * @param known the facts; what they do not say has its default
         * @return this builder
         */
        public Builder facts(CloudFacts known) {
            facts = known;
            return this;
        }

        /**
         * Sets the time at which it starts.
         *
         * @param time the time; {@link VirtualClock#START} unless said otherwise
         * @return this builder
         */
        public Builder start(Instant time) {
            start = time;
            return this;
        }

        /**
         * Lets readers see the cloud as it was some time ago.
         *
         * @param behind how long ago; zero unless said otherwise
         * @return this builder
         */
        public Builder observeBehind(Duration behind) {
            lag = behind;
            return this;
        }

        /**
         * Sets what health checks find.
         *
         * @param source what they find; everybody healthy unless said otherwise
         * @return this builder
         */
        public Builder health(HealthSource source) {
            health = source;
            return this;
        }

        /**
         * Sets where chance starts, for faults that strike by chance.
         *
         * @param number any number; 0 unless said otherwise
         * @return this builder
         */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Lets it have the facts and objects that were observed before.
         *
         * @param observation the observation of a simulated cloud
         * @return this builder
         */
        public Builder restore(Observation observation) {
            saved = Optional.of(observation);
            facts = observation.facts();
            return this;
        }

        /**
         * {@return the cloud}
         *
         * @throws InvalidValueException if facts have the wrong form, or a restored object is of another cloud
         */
        public SimulatedCloud build() {
            return new SimulatedCloud(this);
        }
    }
}
