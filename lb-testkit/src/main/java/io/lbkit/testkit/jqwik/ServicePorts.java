package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Ports of a Service: at least one, numbers and names distinct. */
final class ServicePorts {
    private static final List<String> NAMES = List.of("http", "https", "admin");

    private ServicePorts() {}

    /** A port that has no name yet, since whether it needs one depends on its neighbours. */
    private record Unnamed(int number, Protocol protocol, Optional<TargetPort> target, Optional<String> application) {
        ServicePort named(String name) {
            ServicePort.Builder port = ServicePort.builder()
                    .name(name)
                    .port(number)
                    .protocol(protocol)
                    .appProtocol(application);
            target.ifPresent(port::targetPort);
            return port.build();
        }

        List<Object> key() {
            return List.of(number, protocol);
        }
    }

    static Arbitrary<List<ServicePort>> lists() {
        Arbitrary<List<Unnamed>> ports =
                unnamed().list().ofMinSize(1).ofMaxSize(NAMES.size()).uniqueElements(Unnamed::key);
        return Combinators.combine(ports, Choices.usually()).as(ServicePorts::named);
    }

    private static Arbitrary<Unnamed> unnamed() {
        return Combinators.combine(
                        Arbitraries.of(80, 443, 8080, 53, 1, 65_535),
                        Choices.mostly(Arbitraries.just(Protocol.TCP), Arbitraries.of(Protocol.class)),
                        targets().optional(0.7),
                        Choices.seldom(Arbitraries.of("http", "kubernetes.io/h2c")))
                .as(Unnamed::new);
    }

    private static Arbitrary<TargetPort> targets() {
        return Arbitraries.of(
                TargetPort.of(8080), TargetPort.of(8443), TargetPort.named("web-port"), TargetPort.named("admin-port"));
    }

    private static List<ServicePort> named(List<Unnamed> ports, boolean nameSingle) {
        List<ServicePort> named = new ArrayList<>();
        for (Unnamed port : ports) {
            boolean needsName = ports.size() > 1 || nameSingle;
            named.add(port.named(needsName ? NAMES.get(named.size()) : ""));
        }
        return named;
    }
}
