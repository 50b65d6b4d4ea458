package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/** A container of a Pod with its state. Immutable. */
@Value.Immutable
public interface Container {
    /** {@return the name} */
    String name();

    /** {@return whether it is an init container that keeps running (restart policy Always)} */
    @Value.Default
    default boolean sidecar() {
        return false;
    }

    /** {@return the ports it declares} */
    List<ContainerPort> ports();

    /** {@return whether it has a readiness probe} */
    @Value.Default
    default boolean readinessProbe() {
        return false;
    }

    /**
     * {@return for how many seconds {@code lifecycle.preStop.sleep} keeps it going before it is asked to end, from 0; absent if it
     * has no such step, or one of another sort}
     */
    OptionalLong preStopSleepSeconds();

    /** {@return how often it was restarted, from 0} */
    @Value.Default
    default int restarts() {
        return 0;
    }

    /** {@return why it waits, for example {@code CrashLoopBackOff}} */
    Optional<String> waitingReason();

    /**
     * {@return those of its environment variables that the snapshot was asked to hold, the last of a name; see {@link
     * ClusterSnapshot#podVariables()}}
     */
    List<EnvVariable> variables();

    /**
     * {@return one of its environment variables, if the snapshot was asked to hold it}
     *
     * @param name its name
     */
    default Optional<EnvVariable> variable(String name) {
        return variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    /** Checks the ranges. */
    @Value.Check
    default void check() {
        if (preStopSleepSeconds().orElse(0) < 0) {
            throw InvalidValueException.of(
                    "lifecycle.preStop.sleep.seconds", preStopSleepSeconds().getAsLong(), "a period is not negative");
        }
        if (restarts() < 0) {
            throw InvalidValueException.of("restarts", restarts(), "a number of restarts is not negative");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Container}. Not thread-safe. */
    final class Builder extends ImmutableContainer.Builder {
        Builder() {}
    }
}
