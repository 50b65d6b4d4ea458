package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.SimulatedCrash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs a controller as one process after the other: tells it of changes, lets it die, starts it again. */
final class ControllerHost {
    static final Duration INFORMER_LAG = Duration.ofMillis(700);
    private static final Duration CALL = Duration.ofMillis(120);
    private static final Duration DEBOUNCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a controller that has heard of a change may still make calls that it planned before. */
    static final Duration REACTION = PATIENCE.plus(CALL);

    private static final Duration RESYNC = Duration.ofMinutes(5);
    private static final Duration RESTART = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int LONGEST_PAUSE_DOUBLINGS = 5;

    private final Scheduler queue;
    private final SimulatedCluster cluster;
    private final Supplier<WatchedProvider> clouds;
    private final Supplier<Controller> programs;
    private final Invariants invariants;
    private final Trace trace;
    private final SortedSet<ServiceKey> touched = new TreeSet<>();
    private Incarnation incarnation;
    private boolean anybody = true;
    private long runs;
    private long crashes;

    ControllerHost(
            Scheduler queue,
            SimulatedCluster cluster,
            Supplier<WatchedProvider> clouds,
            Supplier<Controller> programs,
            Invariants invariants,
            Trace trace) {
        this.queue = queue;
        this.cluster = cluster;
        this.clouds = clouds;
        this.programs = programs;
        this.invariants = invariants;
        this.trace = trace;
        this.incarnation = new Incarnation();
        cluster.api().watch(this::changed);
    }

    void start() {
        incarnation.runSoon(Duration.ZERO);
        resync();
    }

    long runs() {
        return runs;
    }

    long crashes() {
        return crashes;
    }

    private void resync() {
        queue.schedule(queue.instant().plus(RESYNC), () -> {
            anybody = true;
            incarnation.runSoon(Duration.ZERO);
            resync();
        });
    }

    private void changed(Optional<ServiceKey> service) {
        queue.schedule(queue.instant().plus(INFORMER_LAG), () -> {
            service.ifPresentOrElse(touched::add, () -> anybody = true);
            incarnation.changed();
        });
    }

    /** Ends the process now; one that is under way notices at its next call. */
    void kill() {
        incarnation.kill();
    }

    /** Ends the process once it has made some more writing calls. */
    void killAfter(int writes) {
        incarnation.cloud.dieAfter(writes);
    }

    private final class Incarnation implements ControllerContext {
        private final WatchedProvider cloud = clouds.get();
        private final Controller program = programs.get();
        private final Scheduler time = new ProcessTime(queue, this::isDead);
        private Optional<SortedSet<ServiceKey>> current = Optional.empty();
        private Optional<Instant> due = Optional.empty();
        private boolean busy;
        private boolean dead;
        private boolean interrupted;
        private int failures;

        void runSoon(Duration pause) {
            Instant when = queue.instant().plus(pause);
            boolean sooner = due.filter(planned -> !planned.isAfter(when)).isEmpty();
            if (sooner && !dead) {
                due = Optional.of(when);
                queue.schedule(when, () -> runIfDue(when));
            }
        }

        private void runIfDue(Instant when) {
            if (due.filter(when::equals).isPresent()) {
                due = Optional.empty();
                run();
            }
        }

        void changed() {
            if (busy) {
                queue.schedule(queue.instant().plus(PATIENCE), this::interrupt);
            } else {
                runSoon(DEBOUNCE);
            }
        }

        private void interrupt() {
            if (busy && !dead && isAnythingLeft()) {
                interrupted = true;
                program.changed();
            }
        }

        private boolean isAnythingLeft() {
            return anybody || !touched.isEmpty();
        }

        private boolean isDead() {
            return dead || cloud.isDead();
        }

        void kill() {
            cloud.die();
            if (!busy) {
                replace();
            }
        }

        private void run() {
            if (dead || busy) {
                return;
            }
            current = anybody ? Optional.empty() : Optional.of(new TreeSet<>(touched));
            anybody = false;
            touched.clear();
            busy = true;
            interrupted = false;
            runs++;
            try {
                again(program.reconcile(this));
            } catch (ProviderException e) {
                again(Controller.Result.AGAIN);
            } catch (SimulatedCrash crash) {
                replace();
            } finally {
                busy = false;
            }
        }

        /** What failed waits longer each time; what was interrupted did not fail, and a change waits for nothing. */
        private void again(Controller.Result result) {
            boolean failed = result == Controller.Result.AGAIN && !interrupted;
            failures = failed ? Math.min(failures + 1, LONGEST_PAUSE_DOUBLINGS) : 0;
            if (isAnythingLeft()) {
                runSoon(DEBOUNCE);
            }
            if (result == Controller.Result.AGAIN) {
                current.ifPresentOrElse(touched::addAll, () -> anybody = true);
                runSoon(failed ? FIRST_PAUSE.multipliedBy(1L << failures) : DEBOUNCE);
            }
        }

        private void replace() {
            if (!dead) {
                dead = true;
                crashes++;
                trace.add("the controller died");
                queue.schedule(queue.instant().plus(RESTART), () -> {
                    trace.add("the controller starts again");
                    anybody = true;
                    incarnation = new Incarnation();
                    incarnation.runSoon(Duration.ZERO);
                });
            }
        }

        @Override
        public String clusterId() {
            return Simulation.CLUSTER_ID;
        }

        @Override
        public ClusterSnapshot cluster() {
            return cluster.api().asOf(queue.instant().minus(INFORMER_LAG)).cluster();
        }

        @Override
        public Optional<SortedSet<ServiceKey>> touched() {
            return current;
        }

        @Override
        public LoadBalancerProvider provider() {
            return cloud;
        }

        @Override
        public Scheduler scheduler() {
            return time;
        }

        @Override
        public Executor workers() {
            return task -> time.schedule(queue.instant().plus(CALL), task);
        }

        @Override
        public void note(String line) {
            trace.add("controller: " + line);
        }

        @Override
        public void publish(ServiceKey service, List<LoadBalancerIngress> ingress) {
            if (isDead()) {
                throw new SimulatedCrash(0);
            }
            invariants.published(service, ingress);
            trace.add(service + " publishes "
                    + ingress.stream().flatMap(entry -> entry.ip().stream()).toList());
            cluster.publish(service, ingress);
        }
    }
}
