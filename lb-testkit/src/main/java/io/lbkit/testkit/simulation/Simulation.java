package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.CloudShape;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.VirtualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A cluster, a cloud, a controller between them and clients that use it, in virtual time from one seed: the same history runs
 * the same way every time, and a day passes in seconds. At every call of the controller the {@linkplain Rule rules} are
 * checked.
 *
 * <pre>{@code
 * SimulationReport report = Simulation.run(History.ofSeed(42));
 * assertThat(report.violations()).as(report.story()).isEmpty();
 * }</pre>
 *
 * <p>Not thread-safe; use one on one thread.
 */
public final class Simulation {
    /** The id of the simulated cluster, as in the marks of ownership. */
    public static final String CLUSTER_ID = "prod";

    /** After this time without faults, everything is as it is wanted. */
    public static final Duration SETTLES_WITHIN = Duration.ofMinutes(25);

    private static final Duration GLANCE = Duration.ofSeconds(10);

    private final Scheduler queue;
    private final SimulatedCloud cloud;
    private final SimulatedCluster cluster;
    private final LoadBalancers loadBalancers;
    private final Clients clients;
    private final Invariants invariants;
    private final ControllerHost host;
    private final Actions actions;
    private final Tampering tampering;
    private final Settlement settlement;
    private final FaultCount faults = new FaultCount();
    private final Trace trace;
    private long steps;

    private Simulation(Builder builder) {
        SplittableRandom random = new SplittableRandom(builder.seed);
        this.cloud = SimulatedCloud.builder()
                .shape(builder.cloudShape)
                .seed(random.nextLong())
                .build();
        this.queue = VirtualScheduler.of(cloud.clock());
        this.trace = new Trace(queue);
        this.cluster = new SimulatedCluster(queue, builder.shape, random.split());
        Network network = new Network(queue, cluster);
        Duration propagation = Duration.ofMillis(100 + random.nextInt(2_900));
        this.loadBalancers = new LoadBalancers(queue, cloud, network, propagation);
        this.clients =
                new Clients(queue, cluster, loadBalancers, network, random.split(), builder.clientInterval, trace);
        this.invariants = new Invariants(queue, cluster, loadBalancers, trace);
        Supplier<WatchedProvider> clouds =
                () -> new WatchedProvider(builder.cloud.apply(cloud), invariants, faults, trace);
        this.host = new ControllerHost(queue, cluster, clouds, builder.controller, invariants, trace);
        this.tampering = new Tampering(loadBalancers, invariants, cloud, trace);
        this.actions = new Actions(queue, cluster, cloud, host, clients, tampering);
        this.settlement = new Settlement(cluster, cloud, loadBalancers);
        host.start();
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a history with LBKit as the controller, to its end: what happens, then calm, then the deletion of everything.
     *
     * @param history the history
     * @return what was measured
     */
    public static SimulationReport run(History history) {
        return builder().play(history);
    }

    private SimulationReport play(History history) {
        Duration at = Duration.ZERO;
        for (Moment moment : history.moments()) {
            at = at.plusSeconds(moment.pause());
            later(at, () -> perform(moment));
        }
        run(at.plusSeconds(30));
        settle();
        deleteAll();
        return report();
    }

    /** {@return the cluster} */
    public SimulatedCluster cluster() {
        return cluster;
    }

    /** {@return the cloud} */
    public SimulatedCloud cloud() {
        return cloud;
    }

    /**
     * Deploys a Service with its workload, for clients to use as soon as it publishes an address.
     *
     * @param number tells it from the others, 0 to 499
     * @param mode what its backends are
     * @param replicas how many pods it has
     * @return the Service
     */
    public ServiceKey deploy(int number, BackendMode mode, int replicas) {
        ServiceKey service = Services.key(number);
        actions.deploy(service, number, mode == BackendMode.POD_IP, false, List.of(IpFamily.IPV4), replicas);
        return service;
    }

    /**
     * Lets something happen.
     *
     * @param moment what; its pause does not count
     */
    public void perform(Moment moment) {
        steps++;
        trace.add("> " + moment.verb().label() + " " + moment.which() + " " + moment.amount());
        actions.perform(moment);
    }

    /**
     * Lets something happen later, whatever the controller does at that time.
     *
     * @param after when, from now
     * @param task what
     */
    public void later(Duration after, Runnable task) {
        queue.schedule(queue.instant().plus(after), task);
    }

    /**
     * Lets time pass: at least so much, and more if the controller is waiting for something then, until it has done so.
     *
     * @param time how much
     */
    public void run(Duration time) {
        Instant end = queue.instant().plus(time);
        boolean[] over = {false};
        queue.schedule(end, () -> over[0] = true);
        queue.runUntil(() -> over[0], () -> {});
    }

    /** Ends all faults and waits until everything is as it is wanted; if that takes too long, a rule is broken. */
    public void settle() {
        trace.add("> calm");
        actions.calm();
        if (!runUntil(() -> settlement.missing().isEmpty())) {
            invariants.broken(
                    Rule.CONVERGES,
                    settlement.missing().orElse("") + " " + SETTLES_WITHIN.toMinutes()
                            + " minutes after faults stopped");
        }
    }

    /** Deletes all Services and waits until the cloud is empty; if that takes too long, a rule is broken. */
    public void deleteAll() {
        trace.add("> delete all");
        tampering.removeForeign();
        cluster.snapshot().services().forEach(service -> cluster.delete(service.key()));
        if (!runUntil(() -> settlement.left().isEmpty())) {
            invariants.broken(Rule.NO_LEAKS, settlement.left() + " are left after the deletion of all Services");
        }
    }

    private boolean runUntil(BooleanSupplier done) {
        Instant end = queue.instant().plus(SETTLES_WITHIN);
        while (!done.getAsBoolean() && queue.instant().isBefore(end)) {
            run(GLANCE);
        }
        return done.getAsBoolean();
    }

    /** {@return what has been measured so far} */
    public SimulationReport report() {
        return new SimulationReport(
                1,
                steps,
                host.runs(),
                host.crashes(),
                faults.counts(),
                clients.results(),
                invariants.violations(),
                trace.lines());
    }

    /** Builds a {@link Simulation}. Not thread-safe. */
    public static final class Builder {
        private ClusterShape shape = new ClusterShape(4, 2);
        private CloudShape cloudShape = CloudShape.SEPARATE_OBJECTS;
        private Duration clientInterval = Duration.ofSeconds(1);
        private Supplier<Controller> controller = LbkitController::new;
        private UnaryOperator<LoadBalancerProvider> cloud = UnaryOperator.identity();
        private long seed;

        private Builder() {}

        /**
         * Sets how large the cluster is: 4 nodes in 2 zones unless said otherwise.
         *
         * @param value its shape
         * @return this builder
         */
        public Builder cluster(ClusterShape value) {
            shape = value;
            return this;
        }

        /**
         * Sets how often a connection to each Service is opened: one a second on average unless said otherwise.
         *
         * @param mean the time between two of them on average, at least 1 ms
         * @return this builder
         */
        public Builder connectionEvery(Duration mean) {
            clientInterval = mean;
            return this;
        }

        /**
         * Sets the program under test: LBKit's own controller unless said otherwise.
         *
         * @param programs makes one for each process
         * @return this builder
         */
        public Builder controller(Supplier<Controller> programs) {
            controller = programs;
            return this;
        }

        /** Puts something between the controller's view of the cloud and the cloud. */
        Builder between(UnaryOperator<LoadBalancerProvider> view) {
            cloud = view;
            return this;
        }

        /**
         * Sets the shape of the cloud: separate objects unless said otherwise.
         *
         * @param value its shape
         * @return this builder
         */
        public Builder cloud(CloudShape value) {
            cloudShape = value;
            return this;
        }

        /**
         * Runs a history to its end, in a cloud of its shape and from its seed: what happens, then calm, then the deletion of
         * everything.
         *
         * @param history the history
         * @return what was measured
         */
        public SimulationReport play(History history) {
            return cloud(history.shape()).build(history.seed()).play(history);
        }

        /**
         * {@return the simulation}
         *
         * @param randomness the seed of all chance
         */
        public Simulation build(long randomness) {
            seed = randomness;
            return new Simulation(this);
        }
    }
}
