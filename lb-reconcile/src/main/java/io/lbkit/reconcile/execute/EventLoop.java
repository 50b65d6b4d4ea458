package io.lbkit.reconcile.execute;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A scheduler of real time: parks the thread until the next task is due or another thread brings one. */
final class EventLoop implements Scheduler {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final PriorityQueue<Timed> queue = new PriorityQueue<>();
    private long sequence;

    private record Timed(Instant at, long sequence, Runnable task) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    EventLoop(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void schedule(Instant at, Runnable task) {
        lock.lock();
        try {
            queue.add(new Timed(at, sequence++, task));
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void post(Runnable task) {
        schedule(instant(), task);
    }

    @Override
    public void runUntil(BooleanSupplier done, Runnable interrupted) {
        boolean wasInterrupted = false;
        try {
            while (!done.getAsBoolean()) {
                try {
                    next().run();
                } catch (InterruptedException stop) {
                    wasInterrupted = true;
                    interrupted.run();
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Timed head = queue.peek();
                Duration left = head == null ? Duration.ZERO : Duration.between(instant(), head.at());
                if (head == null) {
                    arrival.await();
                } else if (left.isNegative() || left.isZero()) {
                    queue.remove();
                    return head.task();
                } else {
                    boolean unused = arrival.await(TimeUnit.NANOSECONDS.convert(left), TimeUnit.NANOSECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
