package io.lbkit.model.lb;

import java.util.Locale;

/**
 * What the load balancer says about the health of a member.
 *
 * @param state the state
 * @param reason the cloud's own reason, or empty
 */
public record MemberHealth(State state, String reason) {
    /** The states that all clouds know in some form. */
    public enum State {
        /** It passes its health checks and gets traffic. */
        HEALTHY,
        /** It fails its health checks. */
        UNHEALTHY,
        /** It is registered and not checked often enough yet. */
        INITIAL,
        /** It is leaving and keeps its connections for a time. */
        DRAINING,
        /** It is registered where no traffic can reach it. */
        UNUSED,
        /** The cloud does not say. */
        UNKNOWN;

        /** {@return the name used in text and JSON, for example {@code healthy}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A state without a reason.
     *
     * @param state the state
     * @return the health
     */
    public static MemberHealth of(State state) {
        return new MemberHealth(state, "");
    }
}
