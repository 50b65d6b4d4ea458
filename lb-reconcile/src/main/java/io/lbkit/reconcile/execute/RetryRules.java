package io.lbkit.reconcile.execute;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;
import org.immutables.value.Value;

/** How often and how long changes are tried again that may succeed later. Immutable. */
@Value.Immutable
public interface RetryRules {
    /** {@return how many attempts a change has, the first one included; at least 1} */
    @Value.Default
    default int maxAttempts() {
        return 8;
    }

    /** {@return the pause after the first attempt; more than zero} */
    @Value.Default
    default Duration firstDelay() {
        return Duration.ofMillis(500);
    }

    /** {@return the longest pause before jitter; longer than the first one} */
    @Value.Default
    default Duration longestDelay() {
        return Duration.ofSeconds(30);
    }

    /** {@return by how much each pause is longer than the one before; more than 1} */
    @Value.Default
    default double factor() {
        return 2;
    }

    /** {@return by which share of itself a pause may be longer by chance, 0 to 1} */
    @Value.Default
    default double jitter() {
        return 0.2;
    }

    /** {@return how long after its first attempt a change may be tried again; more than zero} */
    @Value.Default
    default Duration deadline() {
        return Duration.ofMinutes(10);
    }

    /** Checks the ranges. */
    @Value.Check
    default void check() {
        require("maxAttempts", maxAttempts(), maxAttempts() >= 1, "there is at least one attempt");
        require(
                "firstDelay",
                firstDelay(),
                firstDelay().compareTo(Duration.ZERO) > 0,
                "the first pause is longer than zero");
        require(
                "longestDelay",
                longestDelay(),
                longestDelay().compareTo(firstDelay()) > 0,
                "the longest pause is longer than the first one");
        require("factor", factor(), factor() > 1, "each pause is longer than the one before");
        require("jitter", jitter(), jitter() >= 0 && jitter() <= 1, "jitter is a share from 0 to 1");
        require("deadline", deadline(), deadline().compareTo(Duration.ZERO) > 0, "a deadline is longer than zero");
    }

    private static void require(String field, Object value, boolean holds, String rule) {
        if (!holds) {
            throw InvalidValueException.of(field, value, rule);
        }
    }

    /** {@return the rules that hold unless somebody says otherwise} */
    static RetryRules standard() {
        return builder().build();
    }

    /** {@return rules that try everything once} */
    static RetryRules never() {
        return builder().maxAttempts(1).build();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link RetryRules}. Not thread-safe. */
    final class Builder extends ImmutableRetryRules.Builder {
        Builder() {}
    }
}
