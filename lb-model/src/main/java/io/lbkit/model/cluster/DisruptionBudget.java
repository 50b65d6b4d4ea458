package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Optional;
import org.immutables.value.Value;

/** A PodDisruptionBudget: how many of its pods must stay when somebody drains nodes. Immutable. */
@Value.Immutable
public interface DisruptionBudget {
    /** {@return namespace and name} */
    ObjectKey key();

    /** {@return the pods of its namespace that it protects; absent means none of them} */
    Optional<LabelSelector> selector();

    /** {@return how many of its pods must stay} */
    Optional<IntOrPercent> minAvailable();

    /** {@return how many of its pods may be missing} */
    Optional<IntOrPercent> maxUnavailable();

    /**
     * {@return how many of its pods evictions have to leave; percentages are rounded up, as Kubernetes does}
     *
     * @param pods how many pods it has, from 0
     */
    default int leaves(int pods) {
        return minAvailable()
                .map(least -> least.roundedUp(pods))
                .or(() -> maxUnavailable().map(most -> pods - most.roundedUp(pods)))
                .map(left -> Math.max(0, Math.min(pods, left)))
                .orElse(0);
    }

    /** Checks that one of the two bounds is set at most. */
    @Value.Check
    default void check() {
        if (minAvailable().isPresent() && maxUnavailable().isPresent()) {
            throw InvalidValueException.of(
                    "spec.maxUnavailable",
                    maxUnavailable().get(),
                    "a budget has minAvailable or maxUnavailable, not both");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link DisruptionBudget}. Not thread-safe. */
    final class Builder extends ImmutableDisruptionBudget.Builder {
        Builder() {}
    }
}
