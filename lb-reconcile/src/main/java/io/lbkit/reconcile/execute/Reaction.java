package io.lbkit.reconcile.execute;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.Collections;
import java.util.Set;

/** What the kind of an error decides about the change that failed. */
enum Reaction {
    /** The same again, later. */
    RETRY,
    /** Nothing before it was read what exists. */
    READ_BACK,
    /** Never again. */
    FINAL;

    /**
     * Decides.
     *
     * @param kind the kind of the error
     * @param change the change that failed
     * @param made what this execution has made: a cloud may not show it everywhere yet
     * @return what to do
     */
    static Reaction to(ErrorKind kind, Change change, Set<ResourceId> made) {
        return switch (kind) {
            case THROTTLED, TRANSIENT -> RETRY;
            case CONFLICT, STATE_UNKNOWN, ALREADY_EXISTS -> READ_BACK;
            case IN_USE -> change instanceof Change.Delete || change instanceof Change.Create ? RETRY : FINAL;
            case NOT_FOUND -> needs(change, made) ? RETRY : FINAL;
            case QUOTA, PERMISSION, INVALID -> FINAL;
        };
    }

    private static boolean needs(Change change, Set<ResourceId> made) {
        boolean own = !(change instanceof Change.Create) && made.contains(change.id());
        return own || !Collections.disjoint(change.resource().dependsOn(), made);
    }
}
