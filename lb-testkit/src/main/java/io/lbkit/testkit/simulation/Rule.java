package io.lbkit.testkit.simulation;

import java.util.Locale;

/** What must hold in every simulated history. */
public enum Rule {
    /** Objects without our mark of ownership stay as they are. */
    FOREIGN_UNTOUCHED,
    /**
     * No call of the controller takes the last working backend from a Service for which Kubernetes has ready ones. Where the
     * cloud checks members only once traffic is led to them, those that would serve count; while an address is only held
     * because its rule is replaced, nobody can be served.
     */
    NEVER_CUT_OFF,
    /** No call of the controller takes away an address that a Service publishes and still wants. */
    ADDRESS_KEPT,
    /** A call whose effect may have happened is not repeated before the cloud has been read. */
    READ_BEFORE_REPEAT,
    /** The status of a Service shows only addresses that its load balancers have. */
    STATUS_TRUE,
    /** Some time after faults stop, there is nothing left to do, and every Service with ready pods is served. */
    CONVERGES,
    /** Nothing is left of a Service that was deleted. */
    NO_LEAKS;

    /** {@return the name used in text, for example {@code never-cut-off}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
