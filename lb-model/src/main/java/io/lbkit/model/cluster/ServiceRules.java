package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Protocol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules over all ports of a Service. */
final class ServiceRules {
    private ServiceRules() {}

    private record PortKey(Protocol protocol, int port) {}

    static void checkPorts(List<ServicePort> ports) {
        Set<PortKey> numbers = new HashSet<>();
        Set<PortKey> nodePorts = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            ServicePort port = ports.get(i);
            String at = "spec.ports[" + i + "]";
            if (port.name().isEmpty() && ports.size() > 1) {
                throw InvalidValueException.of(at + ".name", "", "every port has a name when there are several");
            }
            if (!names.add(port.name())) {
                throw InvalidValueException.of(at + ".name", port.name(), "the names of ports differ");
            }
            int nodePort = port.nodePort().orElse(0);
            if (nodePort != 0 && !nodePorts.add(new PortKey(port.protocol(), nodePort))) {
                throw InvalidValueException.of(
                        at + ".nodePort",
                        nodePort,
                        "another port has the same node port and protocol " + port.protocol());
            }
            if (!numbers.add(new PortKey(port.protocol(), port.port()))) {
                throw InvalidValueException.of(
                        at + ".port", port.port(), "another port has the same number and protocol " + port.protocol());
            }
        }
    }
}
