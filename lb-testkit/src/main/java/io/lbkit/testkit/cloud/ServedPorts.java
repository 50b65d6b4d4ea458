package io.lbkit.testkit.cloud;

import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ServedPort;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** On which ports the objects of the simulated cloud accept connections. */
final class ServedPorts {
    private ServedPorts() {}

    /** {@return the one port of a listener or rule} */
    static SortedSet<ServedPort> one(Resource resource, Attribute<Long> port) {
        SortedSet<ServedPort> served = new TreeSet<>();
        Optional<Protocol> protocol = protocol(resource);
        Optional<Long> number = resource.get(port);
        if (protocol.isPresent() && number.isPresent()) {
            served.add(new ServedPort(protocol.get(), number.get().intValue(), family(resource)));
        }
        return served;
    }

    /** {@return the ports of a forwarding rule} */
    static SortedSet<ServedPort> several(Resource resource, Attribute<SortedSet<String>> ports) {
        SortedSet<ServedPort> served = new TreeSet<>();
        protocol(resource)
                .ifPresent(protocol -> resource.get(ports)
                        .orElseGet(TreeSet::new)
                        .forEach(port ->
                                served.add(new ServedPort(protocol, Integer.parseInt(port), family(resource)))));
        return served;
    }

    private static Optional<Protocol> protocol(Resource resource) {
        return resource.get(SimulatedKinds.PROTOCOL).map(Protocol::valueOf);
    }

    private static Optional<IpFamily> family(Resource resource) {
        boolean known =
                resource.kind().attribute(SimulatedKinds.IP_FAMILY.name()).isPresent();
        return known
                ? resource.get(SimulatedKinds.IP_FAMILY)
                        .map(label -> label.equals(IpFamily.IPV6.label()) ? IpFamily.IPV6 : IpFamily.IPV4)
                : Optional.empty();
    }
}
