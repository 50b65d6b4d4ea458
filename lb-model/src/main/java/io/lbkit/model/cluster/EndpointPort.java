package io.lbkit.model.cluster;

import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** One entry of {@code ports} of an EndpointSlice. Matched to a Service port by name and protocol, never by position.
 * Immutable. */
@Value.Immutable
public interface EndpointPort {
    /** {@return the name of the Service port it belongs to; empty for a Service with one unnamed port} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the protocol; TCP unless said otherwise} */
    @Value.Default
    default Protocol protocol() {
        return Protocol.TCP;
    }

    /** {@return the port of the endpoints, 1 to 65535; absent formally means every port and yields no backend} */
    OptionalInt port();

    /** {@return the application protocol, a hint} */
    Optional<String> appProtocol();

    /** Checks the range of the port. */
    @Value.Check
    default void check() {
        port().ifPresent(number -> Ports.check("port", number));
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link EndpointPort}. Not thread-safe. */
    final class Builder extends ImmutableEndpointPort.Builder {
        Builder() {}
    }
}
