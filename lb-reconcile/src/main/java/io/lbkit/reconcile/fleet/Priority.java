package io.lbkit.reconcile.fleet;

import io.lbkit.reconcile.plan.Cause;
import java.util.Locale;

/** How urgent the changes for a Service are; the first one is the most urgent. */
public enum Priority {
    /**
     * Clients are cut off: Kubernetes has ready backends, and a pool of the load balancer has no working member, or a
     * listener or pool of the path is missing.
     */
    BROKEN_PATH,
    /** Somebody changed a Service or its backends and waits for the effect. */
    USER_CHANGE,
    /** Traffic flows; the cloud is put in order. */
    HOUSEKEEPING;

    /** {@return the name used in text and JSON, for example {@code broken-path}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The priority of a change on a path that is not broken. */
    static Priority of(Cause cause) {
        return switch (cause) {
            case NEW, SPEC_CHANGED, BACKENDS_CHANGED -> USER_CHANGE;
            case DRIFT, UPGRADE, ORPHANED -> HOUSEKEEPING;
        };
    }

    Priority orMoreUrgent(Priority other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
