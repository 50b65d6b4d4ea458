package io.lbkit.testkit.cloud;

import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * The scheduler of a simulation: nobody waits; the clock jumps to the next task. The same tasks run in the same order every
 * time. Not thread-safe: everything happens on one thread.
 */
public final class VirtualScheduler implements Scheduler {
    private final VirtualClock clock;
    private final PriorityQueue<Timed> queue = new PriorityQueue<>();
    private long sequence;

    private record Timed(Instant at, long sequence, Runnable task) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private VirtualScheduler(VirtualClock clock) {
        this.clock = clock;
    }

    /**
     * A scheduler of the time of a clock.
     *
     * @param clock the clock, for example that of a {@link SimulatedCloud}
     * @return the scheduler
     */
    public static VirtualScheduler of(VirtualClock clock) {
        return new VirtualScheduler(clock);
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void schedule(Instant at, Runnable task) {
        queue.add(new Timed(at, sequence++, task));
    }

    @Override
    public void post(Runnable task) {
        schedule(instant(), task);
    }

    /**
     * Runs tasks, and lets time pass between them, until a condition holds.
     *
     * @param done the condition, asked before each task
     * @param interrupted runs each time that somebody has interrupted the thread
     * @throws IllegalStateException if no task is left and the condition does not hold, so that nobody would ever make it hold
     */
    @Override
    public void runUntil(BooleanSupplier done, Runnable interrupted) {
        boolean wasInterrupted = false;
        try {
            while (!done.getAsBoolean()) {
                if (Thread.interrupted()) {
                    wasInterrupted = true;
                    interrupted.run();
                } else {
                    runNext();
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void runNext() {
        Timed next = queue.poll();
        if (next == null) {
            throw new IllegalStateException("nothing is left to do, and what is waited for did not happen");
        }
        Duration left = Duration.between(instant(), next.at());
        clock.advance(left.isNegative() ? Duration.ZERO : left);
        next.task().run();
    }
}
