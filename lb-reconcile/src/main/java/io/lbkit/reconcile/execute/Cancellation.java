package io.lbkit.reconcile.execute;

import java.util.ArrayList;
import java.util.List;

/**
 * Stops executions between two calls: calls that are under way end, waits end at once, nothing new begins. Thread-safe; once
 * cancelled it stays so.
 */
public final class Cancellation {
    private final List<Runnable> watchers = new ArrayList<>();
    private boolean cancelled;

    private Cancellation() {}

    /** {@return one that nobody has used yet} */
    public static Cancellation create() {
        return new Cancellation();
    }

    /** Stops the executions that were given this. */
    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            cancelled = true;
            told = List.copyOf(watchers);
            watchers.clear();
        }
        told.forEach(Runnable::run);
    }

    /** {@return whether somebody has cancelled} */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    void watch(Runnable watcher) {
        synchronized (this) {
            if (!cancelled) {
                watchers.add(watcher);
                return;
            }
        }
        watcher.run();
    }

    synchronized void forget(Runnable watcher) {
        watchers.remove(watcher);
    }
}
