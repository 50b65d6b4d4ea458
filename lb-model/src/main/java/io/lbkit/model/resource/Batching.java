package io.lbkit.model.resource;

/** How changes with the same batch key travel to the provider. */
public enum Batching {
    /** Each change succeeds or fails on its own; what a change depends on is done in an earlier batch. */
    INDEPENDENT,
    /**
     * All changes are one write of one document: they succeed or fail together, and a change may depend on another one of the
     * same batch.
     */
    ATOMIC
}
