package io.lbkit.model.lb;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the load balancer finds out whether a backend can take traffic, and what a passed check proves.
 *
 * @param protocol what is spoken
 * @param port the port, 1 to 65535; absent where each member is checked on its own port
 * @param path the path for HTTP and HTTPS; absent for TCP
 * @param meaning what a passed check proves
 */
public record HealthCheck(Protocol protocol, OptionalInt port, Optional<String> path, Meaning meaning) {
    /** What a check speaks. */
    public enum Protocol {
        /** A connection is opened. */
        TCP,
        /** A GET request is answered with 200. */
        HTTP,
        /** A GET request over TLS is answered with 200. */
        HTTPS
    }

    /** What a passed check proves. */
    public enum Meaning {
        /** The node has at least one ready endpoint of the Service (kube-proxy's health-check node port). */
        NODE_HAS_READY_ENDPOINT,
        /** kube-proxy works and the node is not going away; says nothing about the Service's pods. */
        NODE_FORWARDS,
        /** The pod accepts connections. */
        POD_ACCEPTS
    }

    /**
     * Checks port and path.
     *
     * @param protocol what is spoken
     * @param port the port, 1 to 65535; absent where each member is checked on its own port
     * @param path the path for HTTP and HTTPS; absent for TCP
     * @param meaning what a passed check proves
     * @throws InvalidValueException if the port is out of range or the path does not fit the protocol
     */
    public HealthCheck {
        port.ifPresent(number -> Ports.check("healthCheck.port", number));
        if (path.isPresent() == (protocol == Protocol.TCP)) {
            throw InvalidValueException.of(
                    "healthCheck.path", path.orElse(""), "HTTP and HTTPS checks have a path, TCP checks have none");
        }
        if (path.isPresent() && !path.get().startsWith("/")) {
            throw InvalidValueException.of("healthCheck.path", path.get(), "a path starts with '/'");
        }
    }

    /**
     * A check that opens a connection.
     *
     * @param port the port
     * @param meaning what it proves
     * @return the check
     */
    public static HealthCheck tcp(int port, Meaning meaning) {
        return new HealthCheck(Protocol.TCP, OptionalInt.of(port), Optional.empty(), meaning);
    }

    /**
     * A check that asks for a path.
     *
     * @param port the port
     * @param path the path
     * @param meaning what it proves
     * @return the check
     */
    public static HealthCheck http(int port, String path, Meaning meaning) {
        return new HealthCheck(Protocol.HTTP, OptionalInt.of(port), Optional.of(path), meaning);
    }
}
