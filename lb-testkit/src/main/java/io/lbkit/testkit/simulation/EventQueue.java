package io.lbkit.testkit.simulation;

import io.lbkit.testkit.cloud.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Temporary stand-in for a virtual scheduler. */
final class EventQueue {
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

    EventQueue(VirtualClock clock) {
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant();
    }

    void schedule(Instant at, Runnable task) {
        queue.add(new Timed(at, sequence++, task));
    }

    void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Timed next = queue.poll();
            if (next == null) {
                throw new IllegalStateException("nothing is left to do");
            }
            Duration wait = Duration.between(instant(), next.at());
            if (!wait.isNegative()) {
                clock.advance(wait);
            }
            next.task().run();
        }
    }
}
