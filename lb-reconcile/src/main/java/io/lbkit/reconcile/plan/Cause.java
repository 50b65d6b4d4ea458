package io.lbkit.reconcile.plan;

/** Why a change is needed. */
public enum Cause {
    /** The object does not exist yet. */
    NEW,
    /** Somebody changed the wish: the Service or an option. */
    SPEC_CHANGED,
    /** Nodes or pods came or went. */
    BACKENDS_CHANGED,
    /** Somebody edited the cloud: the wish is what was applied last. */
    DRIFT,
    /** The Service is gone or needs no load balancer any more. */
    ORPHANED,
    /** A new version of the provider designs differently. */
    UPGRADE
}
