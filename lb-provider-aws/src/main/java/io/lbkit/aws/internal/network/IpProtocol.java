package io.lbkit.aws.internal.network;

import io.lbkit.model.net.Protocol;
import java.util.Optional;

/**
 * A protocol as EC2 writes it: a name, or a number of IANA, or -1 for all.
 *
 * @param isTransport whether it has packets of a transport protocol at all
 * @param transport which one; nothing means all
 */
record IpProtocol(boolean isTransport, Optional<Protocol> transport) {
    static IpProtocol of(String written) {
        return switch (written) {
            case "-1" -> new IpProtocol(true, Optional.empty());
            case "tcp", "6" -> new IpProtocol(true, Optional.of(Protocol.TCP));
            case "udp", "17" -> new IpProtocol(true, Optional.of(Protocol.UDP));
            case "sctp", "132" -> new IpProtocol(true, Optional.of(Protocol.SCTP));
            default -> new IpProtocol(false, Optional.empty());
        };
    }
}
