package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/** An Event of the cluster: what a component reported about an object. Immutable. */
@Value.Immutable
public interface ClusterEvent {
    /** {@return namespace and name of the Event itself} */
    ObjectKey key();

    /** {@return whether it is of type Warning} */
    @Value.Default
    default boolean warning() {
        return false;
    }

    /** {@return a word, for example {@code SyncLoadBalancerFailed}} */
    String reason();

    /** {@return the sentence} */
    @Value.Default
    default String message() {
        return "";
    }

    /** {@return the object it is about as {@code Kind/namespace/name}, or {@code Kind/name} without a namespace} */
    String regarding();

    /** {@return the uid of that object} */
    Optional<String> regardingUid();

    /** {@return the component that reported it, or empty} */
    @Value.Default
    default String reporter() {
        return "";
    }

    /** {@return how often it was seen, from 1} */
    @Value.Default
    default int count() {
        return 1;
    }

    /** {@return when it was first seen} */
    Optional<Instant> firstSeen();

    /** {@return when it was last seen} */
    Optional<Instant> lastSeen();

    /** Checks the range. */
    @Value.Check
    default void check() {
        if (count() < 1) {
            throw InvalidValueException.of("count", count(), "an event was seen at least once");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ClusterEvent}. Not thread-safe. */
    final class Builder extends ImmutableClusterEvent.Builder {
        Builder() {}
    }
}
