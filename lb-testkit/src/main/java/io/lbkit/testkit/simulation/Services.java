package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Services of a simulation, admitted as an API server would, and the edits that people make. */
final class Services {
    static final String MODE = "simulated.lbkit.io/mode";
    static final String SCHEME = "simulated.lbkit.io/scheme";
    static final int PORT = 80;
    static final int SECOND_PORT = 443;

    private Services() {}

    static ServiceKey key(int number) {
        return ServiceKey.of("shop", "web-" + number);
    }

    static Service make(ServiceKey key, int slot, String uid, boolean pods, boolean local, List<IpFamily> families) {
        Service draft = Service.builder()
                .key(key)
                .uid(uid)
                .type(ServiceType.LOAD_BALANCER)
                .putAnnotation(MODE, pods ? "ip" : "instance")
                .putSelector("app", key.name())
                .ipFamilies(families)
                .addPort(port(PORT, Protocol.TCP, slot))
                .build();
        return local ? toggledPolicy(draft, slot) : draft;
    }

    private static ServicePort port(int number, Protocol protocol, int slot) {
        return ServicePort.builder()
                .name("p" + number)
                .protocol(protocol)
                .port(number)
                .targetPort(TargetPort.of(PodProcess.PORT))
                .nodePort((number == PORT ? 30_000 : 30_500) + slot)
                .build();
    }

    static Service toggledMode(Service service) {
        return Service.builder()
                .from(service)
                .putAnnotation(MODE, isForPods(service) ? "instance" : "ip")
                .build();
    }

    static boolean isForPods(Service service) {
        return "ip".equals(service.annotations().get(MODE));
    }

    static Service toggledPolicy(Service service, int slot) {
        boolean local = service.externalTrafficPolicy() == TrafficPolicy.LOCAL;
        return Service.builder()
                .from(service)
                .externalTrafficPolicy(local ? TrafficPolicy.CLUSTER : TrafficPolicy.LOCAL)
                .healthCheckNodePort(local ? OptionalInt.empty() : OptionalInt.of(31_000 + slot))
                .build();
    }

    static Service toggledPort(Service service, int slot, Protocol protocol) {
        List<ServicePort> ports = new ArrayList<>(service.ports());
        if (!ports.removeIf(port -> port.port() == SECOND_PORT)) {
            ports.add(port(SECOND_PORT, protocol, slot));
        }
        return Service.builder().from(service).ports(ports).build();
    }

    static Service toggledSpoil(Service service) {
        Service.Builder edited = Service.builder().from(service);
        if (service.annotations().containsKey(SCHEME)) {
            return mended(service);
        }
        return edited.putAnnotation(SCHEME, "publik").build();
    }

    static Service misspelt(Service service) {
        return Service.builder()
                .from(service)
                .putSelector("app", service.key().name() + "x")
                .build();
    }

    /** The Service with its right selector and no annotation that does not exist. */
    static Service mended(Service service) {
        SortedMap<String, String> annotations = new TreeMap<>(service.annotations());
        annotations.remove(SCHEME);
        return Service.builder()
                .from(service)
                .annotations(annotations)
                .putSelector("app", service.key().name())
                .build();
    }
}
