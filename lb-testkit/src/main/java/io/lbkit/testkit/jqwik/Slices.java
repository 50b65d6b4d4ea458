package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
import io.lbkit.testkit.simulation.SliceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** EndpointSlices of a Service as several writers may leave them, watch lag and earlier owners included. */
final class Slices {
    private static final int NAMED_PORT = 8080;

    private Slices() {}

    /** How the ports of a slice relate to those of its Service. */
    private enum Ports {
        ALL,
        NONE,
        WITHOUT_NUMBER
    }

    /** Whether a slice says which Service owns it. */
    private enum Owner {
        SERVICE,
        NOBODY,
        EARLIER_SERVICE
    }

    private record Draft(
            int family,
            List<Endpoints.Draft> endpoints,
            int portShift,
            Ports ports,
            Owner owner,
            String writer,
            long generation) {

        EndpointSlice of(Service service, int index) {
            IpFamily chosen = service.effectiveFamilies()
                    .get(family % service.effectiveFamilies().size());
            return EndpointSlice.builder()
                    .key(ObjectKey.of(service.key().namespace(), service.key().name() + "-" + index))
                    .generation(generation)
                    .serviceName(service.key().name())
                    .managedBy(writer)
                    .serviceUid(ownerUid(service))
                    .addressType(chosen == IpFamily.IPV4 ? AddressType.IPV4 : AddressType.IPV6)
                    .ports(portsOf(service))
                    .endpoints(endpoints.stream()
                            .map(endpoint -> endpoint.in(chosen))
                            .toList())
                    .build();
        }

        private Optional<String> ownerUid(Service service) {
            return switch (owner) {
                case SERVICE -> service.uid();
                case NOBODY -> Optional.empty();
                case EARLIER_SERVICE -> Optional.of("uid-of-an-earlier-service");
            };
        }

        private List<EndpointPort> portsOf(Service service) {
            return ports == Ports.NONE
                    ? List.of()
                    : service.ports().stream().map(this::endpointPort).toList();
        }

        /** A named target port leads to another number in each slice, as it does where pods differ. */
        private EndpointPort endpointPort(ServicePort port) {
            EndpointPort.Builder resolved = EndpointPort.builder()
                    .name(port.name())
                    .protocol(port.protocol())
                    .appProtocol(port.appProtocol());
            if (ports == Ports.WITHOUT_NUMBER) {
                return resolved.build();
            }
            return resolved.port(
                            port.targetPort().isNamed()
                                    ? NAMED_PORT + portShift
                                    : port.targetPort().number())
                    .build();
        }
    }

    static Arbitrary<EndpointSlice> any() {
        return Combinators.combine(Services.any(), drafts()).as((service, draft) -> draft.of(service, 1));
    }

    static Arbitrary<List<EndpointSlice>> of(Service service) {
        return sets().map(set -> set.of(service));
    }

    /** Slices that wait for a Service. */
    @FunctionalInterface
    interface SliceSet {
        List<EndpointSlice> of(Service service);
    }

    static Arbitrary<SliceSet> sets() {
        return drafts().list().ofMaxSize(4).map(drafts -> service -> {
            List<EndpointSlice> slices = new ArrayList<>();
            drafts.forEach(draft -> slices.add(draft.of(service, slices.size() + 1)));
            return slices;
        });
    }

    private static Arbitrary<Draft> drafts() {
        return Combinators.combine(
                        Arbitraries.of(0, 1),
                        Endpoints.drafts().list().ofMaxSize(4),
                        Arbitraries.of(0, 1, 2),
                        Choices.mostly(Arbitraries.just(Ports.ALL), Arbitraries.of(Ports.class)),
                        Choices.mostly(Arbitraries.just(Owner.SERVICE), Arbitraries.of(Owner.class)),
                        Arbitraries.of(
                                SliceWriter.NAME,
                                "endpointslicemirroring-controller.k8s.io",
                                "example.com/own-controller"),
                        Arbitraries.longs().between(1, 3))
                .as(Draft::new);
    }
}
