package io.lbkit.model.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * A condition of a Kubernetes object, kept in a map under its type.
 *
 * @param status whether it holds
 * @param reason a word that says why, or empty
 * @param message a sentence that says why, or empty
 * @param since when the status last changed, if known
 */
public record Condition(ConditionStatus status, String reason, String message, Optional<Instant> since) {
    /**
     * A condition with a status alone.
     *
     * @param status whether it holds
     * @return the condition
     */
    public static Condition of(ConditionStatus status) {
        return new Condition(status, "", "", Optional.empty());
    }
}
