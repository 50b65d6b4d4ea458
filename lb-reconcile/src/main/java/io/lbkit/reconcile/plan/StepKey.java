package io.lbkit.reconcile.plan;

import io.lbkit.model.resource.ResourceId;

/** What tells the steps of a plan apart before they are numbered. */
record StepKey(Phase phase, ResourceId id, String which) implements Comparable<StepKey> {
    /** What a step does to its object, in the order in which people expect to read it. */
    enum Phase {
        /** Make the temporary object that keeps what must not be lost. */
        HOLD,
        /** Delete the old object because its successor cannot exist beside it. */
        CLEAR,
        MAKE,
        UPDATE,
        /** Deregister members whose place, or whose routing id, one of those that come takes. */
        VACATE,
        ADD,
        /** Take registered members out of service: they drain, or get no share of new connections. */
        DRAIN,
        REMOVE,
        RELEASE,
        DELETE
    }

    static StepKey of(Phase phase, ResourceId id) {
        return new StepKey(phase, id, "");
    }

    @Override
    public int compareTo(StepKey other) {
        int byPhase = phase.compareTo(other.phase);
        if (byPhase != 0) {
            return byPhase;
        }
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : which.compareTo(other.which);
    }
}
