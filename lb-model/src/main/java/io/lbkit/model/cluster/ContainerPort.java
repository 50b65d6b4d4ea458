package io.lbkit.model.cluster;

import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;

/**
 * A port that a container declares.
 *
 * @param name the name that a Service may use as target port, or empty
 * @param port the number, 1 to 65535
 * @param protocol the protocol
 */
public record ContainerPort(String name, int port, Protocol protocol) {
    /**
     * Checks the range of the port.
     *
     * @param name the name that a Service may use as target port, or empty
     * @param port the number, 1 to 65535
     * @param protocol the protocol
     */
    public ContainerPort {
        Ports.check("containerPort", port);
    }
}
