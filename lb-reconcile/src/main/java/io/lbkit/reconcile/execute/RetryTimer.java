package io.lbkit.reconcile.execute;

import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets Failsafe wait on the scheduler of the execution. It adds the jitter, because a replay needs its chance from the given
 * generator, waits at least as long as the cloud asked, and never longer than to the deadline.
 */
final class RetryTimer implements Scheduler {
    private final io.lbkit.reconcile.execute.Scheduler scheduler;
    private final Instant deadline;
    private final double jitter;
    private final RandomGenerator random;
    private final Supplier<Duration> asked;
    private final Consumer<Duration> pausing;
    private final Runnable afterwards;

    RetryTimer(
            io.lbkit.reconcile.execute.Scheduler scheduler,
            Executor.Settings settings,
            Instant deadline,
            Supplier<Duration> asked,
            Consumer<Duration> pausing,
            Runnable afterwards) {
        this.scheduler = scheduler;
        this.deadline = deadline;
        this.jitter = settings.retry().jitter();
        this.random = settings.random();
        this.asked = asked;
        this.pausing = pausing;
        this.afterwards = afterwards;
    }

    @Override
    public ScheduledFuture<?> schedule(Callable<?> task, long delay, TimeUnit unit) {
        Duration wait = Duration.of(delay, unit.toChronoUnit());
        Later<?> later = new Later<>(task, scheduler.instant().plus(wait), scheduler);
        if (wait.isZero()) {
            later.run();
            return later;
        }
        Duration pause = pause(wait);
        pausing.accept(pause);
        scheduler.schedule(scheduler.instant().plus(pause), () -> {
            later.run();
            afterwards.run();
        });
        return later;
    }

    private Duration pause(Duration wait) {
        Duration least = asked.get().compareTo(wait) > 0 ? asked.get() : wait;
        Duration chosen = least.plusNanos((long) (least.toNanos() * jitter * random.nextDouble()));
        Duration left = Duration.between(scheduler.instant(), deadline);
        return chosen.compareTo(left) < 0 ? chosen : left;
    }

    /** Only what Failsafe needs of a future: it may be cancelled. */
    private static final class Later<T> extends FutureTask<T> implements ScheduledFuture<T> {
        private final Instant at;
        private final io.lbkit.reconcile.execute.Scheduler scheduler;

        Later(Callable<T> task, Instant at, io.lbkit.reconcile.execute.Scheduler scheduler) {
            super(task);
            this.at = at;
            this.scheduler = scheduler;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(ChronoUnit.NANOS.between(scheduler.instant(), at), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
