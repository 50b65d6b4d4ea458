package io.lbkit.kubernetes.internal;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The ports of a Service, each field of each port on its own. */
final class ServicePortsReading {
    private static final int STAND_IN = 1;

    private final Faults faults;
    private final Set<String> names = new HashSet<>();
    private final Set<Distinct> numbers = new HashSet<>();
    private final Set<Distinct> nodePorts = new HashSet<>();

    /** What must differ between ports. */
    private record Distinct(Protocol protocol, int number) {}

    private ServicePortsReading(Faults faults) {
        this.faults = faults;
    }

    static List<ServicePort> read(List<io.fabric8.kubernetes.api.model.ServicePort> ports, Faults faults) {
        ServicePortsReading reading = new ServicePortsReading(faults);
        List<ServicePort> read = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            reading.port("spec.ports[" + i + "]", ports.get(i), ports.size() > 1)
                    .ifPresent(read::add);
        }
        return read;
    }

    private Optional<ServicePort> port(
            String at, io.fabric8.kubernetes.api.model.ServicePort in, boolean amongSeveral) {
        ServicePort.Builder port = ServicePort.builder();
        boolean numbered = number(at, in, port);
        faults.check(() -> Values.protocol(at + ".protocol", in.getProtocol())).ifPresent(protocol -> {
            port.protocol(protocol);
            distinct(at, in, protocol);
        });
        name(at, Values.orEmpty(in.getName()), amongSeveral, port);
        faults.check(() -> Values.port(at + ".targetPort", in.getTargetPort()))
                .flatMap(p -> p)
                .ifPresent(port::targetPort);
        int nodePort = Values.orZero(in.getNodePort());
        if (nodePort != 0) {
            set(at, port, alone -> alone.nodePort(nodePort));
        }
        String appProtocol = in.getAppProtocol();
        if (appProtocol != null) {
            set(at, port, alone -> alone.appProtocol(appProtocol));
        }
        return numbered ? Optional.of(port.build()) : Optional.empty();
    }

    private boolean number(String at, io.fabric8.kubernetes.api.model.ServicePort in, ServicePort.Builder port) {
        Optional<Integer> number = faults.check(() -> {
            if (in.getPort() == null) {
                throw InvalidValueException.of(at + ".port", "", "every port has a number from 1 to 65535");
            }
            return Ports.check(at + ".port", in.getPort());
        });
        number.ifPresent(port::port);
        return number.isPresent();
    }

    private void name(String at, String name, boolean amongSeveral, ServicePort.Builder port) {
        if (name.isEmpty()) {
            if (amongSeveral) {
                faults.broken(
                        InvalidValueException.of(at + ".name", "", "every port has a name when there are several"));
            }
            return;
        }
        set(at, port, alone -> alone.name(name));
        if (!names.add(name)) {
            faults.broken(InvalidValueException.of(at + ".name", name, "the names of ports differ"));
        }
    }

    /** The rules between ports; the model has them too, but stops at the first. */
    private void distinct(String at, io.fabric8.kubernetes.api.model.ServicePort in, Protocol protocol) {
        int number = Values.orZero(in.getPort());
        if (number != 0 && !numbers.add(new Distinct(protocol, number))) {
            faults.broken(InvalidValueException.of(
                    at + ".port", number, "another port has the same number and protocol " + protocol));
        }
        int nodePort = Values.orZero(in.getNodePort());
        if (nodePort != 0 && !nodePorts.add(new Distinct(protocol, nodePort))) {
            faults.broken(InvalidValueException.of(
                    at + ".nodePort", nodePort, "another port has the same node port and protocol " + protocol));
        }
    }

    private void set(String at, ServicePort.Builder port, Consumer<ServicePort.Builder> setting) {
        faults.check(at, () -> {
                    ServicePort.Builder alone = ServicePort.builder();
                    alone.port(STAND_IN).targetPort(TargetPort.of(STAND_IN));
                    setting.accept(alone);
                    return alone.build();
                })
                .ifPresent(valid -> setting.accept(port));
    }
}
