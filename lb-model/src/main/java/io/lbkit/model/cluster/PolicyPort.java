package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** One port of a NetworkPolicy rule. Immutable. */
@Value.Immutable
public interface PolicyPort {
    /** {@return the protocol; TCP unless said otherwise} */
    @Value.Default
    default Protocol protocol() {
        return Protocol.TCP;
    }

    /** {@return a number or the name of a container port; absent means every port} */
    Optional<TargetPort> port();

    /** {@return the last port of a range that starts at {@link #port()}, which is then a number} */
    OptionalInt endPort();

    /** Checks the range. */
    @Value.Check
    default void check() {
        if (endPort().isEmpty()) {
            return;
        }
        int end = Ports.check("endPort", endPort().getAsInt());
        if (port().isEmpty() || port().get().isNamed() || port().get().number() > end) {
            throw InvalidValueException.of("endPort", end, "a range needs a numeric port that is not above its end");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PolicyPort}. Not thread-safe. */
    final class Builder extends ImmutablePolicyPort.Builder {
        Builder() {}
    }
}
