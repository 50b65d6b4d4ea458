package io.lbkit.testkit.conformance;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The clusters that the kit uses: some nodes, and Services with two ready endpoints each. */
final class SampleCluster {
    private static final int NODES = 3;
    private static final int PODS = 2;

    private final ProviderHarness harness;

    SampleCluster(ProviderHarness harness) {
        this.harness = harness;
    }

    static ServiceKey key(int number) {
        return ServiceKey.of("shop", "web-" + number);
    }

    Service service(int number) {
        Service.Builder service = Service.builder()
                .key(key(number))
                .uid("0000-" + number)
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", "web-" + number)
                .addPort(port(number, 1));
        return harness.service(service.build());
    }

    /** Each Service has ten numbers for its ports, so that no two of them meet. */
    private ServicePort port(int service, int port) {
        int number = (service - 1) * 10 + port;
        return ServicePort.builder()
                .name("p" + port)
                .port(harness.port(number))
                .nodePort(30_000 + number)
                .build();
    }

    ClusterSnapshot with(Service... services) {
        return with(NODES, services);
    }

    ClusterSnapshot with(int nodes, Service... services) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder()
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE);
        for (int number = 1; number <= nodes; number++) {
            cluster.add(harness.node(number));
        }
        for (Service service : services) {
            cluster.add(service).add(slice(service));
        }
        return cluster.build();
    }

    private EndpointSlice slice(Service service) {
        int before = Math.floorMod(service.key().hashCode(), 100) * PODS;
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of(service.key().namespace(), service.key().name() + "-1"))
                .serviceName(service.key().name())
                .addressType(AddressType.IPV4);
        service.ports()
                .forEach(port -> slice.addPort(EndpointPort.builder()
                        .name(port.name())
                        .port(8080)
                        .protocol(port.protocol())
                        .build()));
        for (int pod = 1; pod <= PODS; pod++) {
            slice.addEndpoint(Endpoint.builder()
                    .addAddress(harness.pod(before + pod).toString())
                    .nodeName(harness.node(pod).name())
                    .build());
        }
        return slice.build();
    }

    /** What users do to a Service, with the provider's own edits. */
    List<ServiceEdit> edits() {
        List<ServiceEdit> edits = new ArrayList<>();
        edits.add(edit(
                "a second port",
                service -> Service.builder().from(service).addPort(port(9, 2)).build()));
        edits.add(edit(
                "another port instead",
                service -> Service.builder()
                        .from(service)
                        .ports(List.of(port(9, 3)))
                        .build()));
        edits.add(edit(
                "another node port",
                service -> Service.builder()
                        .from(service)
                        .ports(service.ports().stream()
                                .map(port -> ServicePort.builder()
                                        .from(port)
                                        .nodePort(port.nodePort().orElse(30_000) + 1000)
                                        .build())
                                .toList())
                        .build()));
        edits.add(edit(
                "UDP beside TCP",
                service -> Service.builder()
                        .from(service)
                        .addPort(ServicePort.builder()
                                .from(port(9, 4))
                                .protocol(Protocol.UDP)
                                .build())
                        .build()));
        edits.add(edit(
                "fewer clients",
                service -> Service.builder()
                        .from(service)
                        .loadBalancerSourceRanges(List.of("192.0.2.0/24"))
                        .build()));
        edits.add(edit(
                "session affinity",
                service -> Service.builder()
                        .from(service)
                        .sessionAffinity(SessionAffinity.CLIENT_IP)
                        .build()));
        edits.add(edit(
                "traffic policy Local",
                service -> Service.builder()
                        .from(service)
                        .externalTrafficPolicy(TrafficPolicy.LOCAL)
                        .healthCheckNodePort(32_001)
                        .build()));
        edits.addAll(harness.edits());
        return edits;
    }

    private static ServiceEdit edit(String name, UnaryOperator<Service> change) {
        return new ServiceEdit(name, change);
    }
}
