package io.lbkit.model;

/** How much of what exists is in a collection. What is not in it is absent only if the collection is complete. */
public enum Coverage {
    /** Nothing was read: what is in the collection says nothing, and it is usually empty. */
    UNKNOWN,
    /** What is in the collection exists; there may be more. */
    PARTIAL,
    /** What is not in the collection does not exist. */
    COMPLETE;

    /**
     * {@return the lesser of two}
     *
     * @param other the other
     */
    public Coverage and(Coverage other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
