package io.lbkit.model.cluster;

import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.Optional;

/**
 * The outcome of one port in {@code status.loadBalancer.ingress[].ports}.
 *
 * @param port the Service port, 1 to 65535
 * @param protocol the protocol
 * @param error why the port is not served, for example {@code MixedProtocolNotSupported}
 */
public record IngressPort(int port, Protocol protocol, Optional<String> error) {
    /**
     * Checks the port.
     *
     * @param port the Service port, 1 to 65535
     * @param protocol the protocol
     * @param error why the port is not served, for example {@code MixedProtocolNotSupported}
     */
    public IngressPort {
        Ports.check("ports.port", port);
    }
}
