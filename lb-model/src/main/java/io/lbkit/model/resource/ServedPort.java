package io.lbkit.model.resource;

import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.Comparator;
import java.util.Optional;

/**
 * A port on which a cloud object accepts connections of clients.
 *
 * @param protocol the protocol
 * @param port the port, 1 to 65535
 * @param family the family of the addresses; absent if it is every family that the object has
 */
public record ServedPort(Protocol protocol, int port, Optional<IpFamily> family) implements Comparable<ServedPort> {
    /**
     * Checks the range.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @param family the family of the addresses; absent if it is every family that the object has
     * @throws io.lbkit.model.finding.InvalidValueException if the port is out of its range
     */
    public ServedPort {
        Ports.check("port", port);
    }

    /**
     * {@return whether a client that uses this protocol, port and family is served}
     *
     * @param wanted the protocol
     * @param number the port
     * @param of the family
     */
    public boolean serves(Protocol wanted, int number, IpFamily of) {
        return protocol == wanted && port == number && family.orElse(of) == of;
    }

    @Override
    public int compareTo(ServedPort other) {
        return Comparator.comparing(ServedPort::protocol)
                .thenComparingInt(ServedPort::port)
                .thenComparing(served -> served.family().map(IpFamily::label).orElse(""))
                .compare(this, other);
    }
}
