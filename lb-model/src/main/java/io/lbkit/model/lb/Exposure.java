package io.lbkit.model.lb;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.CidrSet;
import java.util.Optional;
import java.util.SortedSet;
import org.immutables.value.Value;

/**
 * What one cloud object contributes to the question who can reach a Service: each part only where the object decides it.
 * Immutable.
 */
@Value.Immutable
public interface Exposure {
    /** From where a load balancer can be reached at all. */
    enum Reach {
        /** From inside the network only. */
        INTERNAL,
        /** From the internet. */
        PUBLIC
    }

    /** {@return from where it can be reached, if this object decides that} */
    Optional<Reach> reach();

    /** {@return the clients that it admits, if this object decides that; all of them are {@code 0.0.0.0/0} and {@code ::/0}} */
    Optional<CidrSet> sources();

    /** {@return the ports that it offers encrypted, for example {@code TCP/443}} */
    @Value.NaturalOrder
    SortedSet<String> encrypted();

    /** {@return the ports that it offers without encryption, for example {@code TCP/80}} */
    @Value.NaturalOrder
    SortedSet<String> plain();

    /** Checks that a port is not both. */
    @Value.Check
    default void check() {
        for (String port : plain()) {
            if (encrypted().contains(port)) {
                throw InvalidValueException.of("plain", port, "a port is encrypted or it is not");
            }
        }
    }

    /** {@return the contribution of an object that decides nothing} */
    static Exposure none() {
        return builder().build();
    }

    /** {@return a builder; every part is optional} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link Exposure}. Not thread-safe. */
    final class Builder extends ImmutableExposure.Builder {
        Builder() {}
    }
}
