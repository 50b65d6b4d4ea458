package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the slices of a Service as the EndpointSlice controller of Kubernetes does: pods that resolve the ports to the same
 * numbers share a slice, each family has slices of its own, and a Service without pods keeps one empty slice per family.
 * Immutable.
 */
public final class SliceWriter {
    /** The name by which the controller marks its slices. */
    public static final String NAME = "endpointslice-controller.k8s.io";

    private final Map<String, Node> nodes;
    private final List<Pod> pods;

    /**
     * A writer for a cluster.
     *
     * @param nodes the nodes by name
     * @param pods the pods, in the order in which slices list them
     */
    public SliceWriter(Map<String, Node> nodes, List<Pod> pods) {
        this.nodes = nodes;
        this.pods = pods;
    }

    /**
     * Writes the slices of a Service.
     *
     * @param service the Service
     * @return its slices; none if it has no selector
     */
    public List<EndpointSlice> write(Service service) {
        List<EndpointSlice> slices = new ArrayList<>();
        if (service.selector().isEmpty()) {
            return slices;
        }
        for (IpFamily family : service.ipFamilies()) {
            Map<List<EndpointPort>, List<Endpoint>> byPorts = group(service, family);
            if (byPorts.isEmpty()) {
                byPorts.put(List.of(), List.of());
            }
            byPorts.forEach((ports, endpoints) -> slices.add(EndpointSlice.builder()
                    .key(ObjectKey.of(service.key().namespace(), service.key().name() + "-" + (slices.size() + 1)))
                    .generation(1)
                    .serviceName(service.key().name())
                    .managedBy(NAME)
                    .serviceUid(service.uid())
                    .addressType(family == IpFamily.IPV4 ? AddressType.IPV4 : AddressType.IPV6)
                    .ports(ports)
                    .endpoints(endpoints)
                    .build()));
        }
        return slices;
    }

    private Map<List<EndpointPort>, List<Endpoint>> group(Service service, IpFamily family) {
        Map<List<EndpointPort>, List<Endpoint>> byPorts = new LinkedHashMap<>();
        for (Pod pod : pods) {
            Optional<IpAddress> address =
                    pod.ips().stream().filter(ip -> ip.family() == family).findFirst();
            if (address.isPresent() && selects(service, pod) && isListed(service, pod)) {
                byPorts.computeIfAbsent(ports(service, pod), ports -> new ArrayList<>())
                        .add(endpoint(service, pod, address.get()));
            }
        }
        return byPorts;
    }

    private static boolean selects(Service service, Pod pod) {
        return pod.key().namespace().equals(service.key().namespace())
                && pod.labels().entrySet().containsAll(service.selector().entrySet());
    }

    private boolean isListed(Service service, Pod pod) {
        boolean ended = pod.phase() == PodPhase.SUCCEEDED || pod.phase() == PodPhase.FAILED;
        boolean placed = pod.nodeName().map(nodes::containsKey).orElse(false);
        return !ended && (placed || service.publishNotReadyAddresses());
    }

    /** A port that the pod does not declare is left out for this pod. */
    private static List<EndpointPort> ports(Service service, Pod pod) {
        List<EndpointPort> ports = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            pod.resolve(port.targetPort(), port.protocol())
                    .ifPresent(number -> ports.add(EndpointPort.builder()
                            .name(port.name())
                            .protocol(port.protocol())
                            .port(number)
                            .appProtocol(port.appProtocol())
                            .build()));
        }
        return ports;
    }

    private Endpoint endpoint(Service service, Pod pod, IpAddress address) {
        boolean serving = pod.isReady();
        boolean terminating = pod.deletionRequested().isPresent();
        return Endpoint.builder()
                .addAddress(address.toString())
                .ready(service.publishNotReadyAddresses() || (serving && !terminating))
                .serving(serving)
                .terminating(terminating)
                .nodeName(pod.nodeName())
                .zone(pod.nodeName().map(nodes::get).flatMap(Node::zone))
                .targetRef(new TargetRef("Pod", pod.key().name(), pod.uid()))
                .build();
    }
}
