package io.lbkit.model.net;

/**
 * Whether a packet may come to a target that is known from elsewhere.
 *
 * @param source where it comes from
 * @param protocol its protocol
 * @param port the port of the target, 1 to 65535
 */
public record FilterQuestion(IpAddress source, Protocol protocol, int port) {
    /**
     * Checks the port.
     *
     * @param source where it comes from
     * @param protocol its protocol
     * @param port the port of the target
     * @throws io.lbkit.model.finding.InvalidValueException if the port is out of range
     */
    public FilterQuestion {
        Ports.check("port", port);
    }
}
