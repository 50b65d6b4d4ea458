package io.lbkit.reconcile.execute;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Clock and scheduler in one object: everything that an execution knows about time. A test or a simulation owns time by giving
 * one of its own. Tasks run one after the other on the thread that calls {@link #runUntil}, in the order of their times, and
 * in the order in which they were given where the times are equal.
 */
public interface Scheduler extends InstantSource {
    /**
     * Runs a task at a time, or as soon as possible if the time is past. Called on the thread of the scheduler, or before it
     * runs.
     *
     * @param at when
     * @param task the task
     */
    void schedule(Instant at, Runnable task);

    /**
     * Runs a task as soon as possible. May be called by any thread.
     *
     * @param task the task
     */
    void post(Runnable task);

    /**
     * Runs tasks on the calling thread until a condition holds. What a task throws ends it and is thrown. Interrupting the
     * thread does not end it, but is told; the thread counts as interrupted again when this method returns.
     *
     * @param done the condition, asked before each task
     * @param interrupted runs on the calling thread each time that somebody has interrupted it
     */
    void runUntil(BooleanSupplier done, Runnable interrupted);

    /** {@return a new scheduler of the real time} */
    static Scheduler system() {
        return new EventLoop(InstantSource.system());
    }
}
