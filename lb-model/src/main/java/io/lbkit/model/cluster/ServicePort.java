package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** One entry of {@code spec.ports} of a Service. Immutable. */
@Value.Immutable
public interface ServicePort {
    /** {@return the name, a DNS label; empty only in a Service with one port} */
    @Value.Default
    default String name() {
        return "";
    }

    /** {@return the frontend port, 1 to 65535} */
    int port();

    /** {@return the protocol; TCP unless said otherwise} */
    @Value.Default
    default Protocol protocol() {
        return Protocol.TCP;
    }

    /** {@return the port of the pods; equal to {@link #port()} unless said otherwise} */
    @Value.Default
    default TargetPort targetPort() {
        return TargetPort.of(Ports.check("port", port()));
    }

    /** {@return the port that every node listens on, 1 to 65535, or nothing if none is allocated} */
    OptionalInt nodePort();

    /** {@return the application protocol, a hint such as {@code http} or {@code kubernetes.io/h2c}} */
    Optional<String> appProtocol();

    /** {@return the name if there is one, else {@code PROTOCOL/port}: how people refer to the port} */
    default String label() {
        return name().isEmpty() ? protocol() + "/" + port() : name();
    }

    /** Checks ranges and the form of the name. */
    @Value.Check
    default void check() {
        Ports.check("port", port());
        nodePort().ifPresent(number -> Ports.check("nodePort", number));
        if (!name().isEmpty()) {
            Names.checkDnsLabel("name", name());
        }
        if (appProtocol().isPresent() && appProtocol().get().isEmpty()) {
            throw InvalidValueException.of("appProtocol", "", "leave it out or name a protocol");
        }
    }

    /** {@return a builder; the port is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ServicePort}. Not thread-safe. */
    final class Builder extends ImmutableServicePort.Builder {
        Builder() {}
    }
}
