package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.util.Comparator;
import java.util.List;

/**
 * What a client knocks at.
 *
 * @param family the family of the address
 * @param protocol the protocol
 * @param port the port
 */
record Door(IpFamily family, Protocol protocol, int port) implements Comparable<Door> {
    private static final Comparator<Door> ORDER =
            Comparator.comparing(Door::family).thenComparing(Door::protocol).thenComparingInt(Door::port);

    static Door of(IpFamily family, ServicePort port) {
        return new Door(family, port.protocol(), port.port());
    }

    /** {@return every door that a Service should have} */
    static List<Door> of(Service service) {
        return service.effectiveFamilies().stream()
                .flatMap(family -> service.ports().stream().map(port -> of(family, port)))
                .toList();
    }

    boolean isOf(ServicePort known) {
        return known.protocol() == protocol && known.port() == port;
    }

    @Override
    public int compareTo(Door other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return protocol + "/" + port + " " + family.label();
    }
}
