package io.lbkit.model.resource;

/** What a change does to traffic while it is carried out. The order is from harmless to worst. */
public enum Impact {
    /** Clients notice nothing. */
    NONE,
    /** Some backends leave after their connections have ended or timed out. */
    DRAINS_CONNECTIONS,
    /** Clients that are connected or that keep the old address must come again at another one. */
    ADDRESS_CHANGES,
    /** Clients are cut off or refused for a time. */
    INTERRUPTS;

    /**
     * {@return the worse of two}
     *
     * @param other the other
     */
    public Impact and(Impact other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
