package io.lbkit.testkit.simulation;

/**
 * The program that keeps load balancers in step with a cluster, as a {@link Simulation} runs it: one instance is one process,
 * and what it remembers dies with it. {@link LbkitController} is LBKit's; an application brings its own to test it.
 */
@FunctionalInterface
public interface Controller {
    /** Whether there is more to do. */
    enum Result {
        /** Nothing, until something changes. */
        DONE,
        /** Something could not be done: again, after a pause that grows, or soon if something has changed meanwhile. */
        AGAIN
    }

    /**
     * Does what there is to do. Called once at the start, after changes and at intervals, never again before it has returned.
     * It runs on the thread of the simulation and waits only by the scheduler of its surroundings; while it waits, the
     * simulation goes on. If it throws what the cloud told it, it is called again after a pause; any other exception ends the
     * simulation.
     *
     * @param context its surroundings
     * @return whether there is more to do
     */
    Result reconcile(ControllerContext context);

    /** Something has changed while {@link #reconcile} is under way; it may come to an early end. */
    default void changed() {}
}
