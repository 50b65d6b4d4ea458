package io.lbkit.model.lb;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What the cloud says about the state of one of its objects: whether it works yet, or at all.
 *
 * @param state the state
 * @param reason the cloud's own words, or empty
 * @param since since when it is so, if the cloud says it
 */
public record ResourceStatus(State state, String reason, Optional<Instant> since) {
    /** The states that all clouds know in some form. */
    public enum State {
        /** It works. */
        READY,
        /** It is being set up, or changed in a way that keeps it from working. */
        PROVISIONING,
        /** It works, and lacks something that it may need. */
        IMPAIRED,
        /** It could not be set up. */
        FAILED,
        /** The cloud does not say. */
        UNKNOWN;

        /** {@return the name used in text and JSON, for example {@code ready}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A state without a reason and a time.
     *
     * @param state the state
     * @return the status
     */
    public static ResourceStatus of(State state) {
        return new ResourceStatus(state, "", Optional.empty());
    }
}
