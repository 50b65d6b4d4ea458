package io.lbkit.aws.internal.design;

import io.lbkit.model.cluster.ServicePort;
import java.util.List;

/**
 * What becomes of one port number of a Service.
 *
 * @param ports the ports of the Service with that number: one, or a TCP and a UDP port
 * @param protocol of the listener
 * @param targetProtocol of its target group
 */
record ListenerWish(List<ServicePort> ports, String protocol, String targetProtocol) {
    ListenerWish {
        ports = List.copyOf(ports);
    }

    int port() {
        return first().port();
    }

    /** {@return the port whose backends count} */
    ServicePort first() {
        return ports.get(0);
    }

    boolean isTls() {
        return protocol.equals("TLS");
    }

    boolean isQuic() {
        return protocol.contains("QUIC");
    }

    boolean hasUdp() {
        return protocol.contains("UDP") || isQuic();
    }

    /** {@return how annotations name the listener, for example {@code TCP-80}} */
    String part() {
        return protocol + "-" + port();
    }
}
