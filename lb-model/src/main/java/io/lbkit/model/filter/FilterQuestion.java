package io.lbkit.model.filter;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;

/**
 * Packets that a filter is asked about: every one of them.
 *
 * @param peer the other side: where packets that arrive come from, or where packets that leave go to
 * @param protocol their protocol
 * @param ports the ports that they go to
 */
public record FilterQuestion(Cidr peer, Protocol protocol, PortRange ports) {
    /**
     * Packets of one peer to one port.
     *
     * @param peer the other side
     * @param protocol their protocol
     * @param port the port that they go to, 0 to 65535
     * @return the question
     */
    public static FilterQuestion of(IpAddress peer, Protocol protocol, int port) {
        return new FilterQuestion(Cidr.containing(peer, peer.family().bits()), protocol, PortRange.of(port));
    }

    /** {@return for example {@code TCP 80 and 203.0.113.7/32}} */
    @Override
    public String toString() {
        return protocol + " " + ports + " and " + peer;
    }
}
