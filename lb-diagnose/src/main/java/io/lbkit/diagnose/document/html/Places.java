package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the backends of a Service run, as far as pods, slices and nodes tell. */
final class Places {
    private static final String UNKNOWN_NODE = "node not known";
    private static final String UNKNOWN_ZONE = "zone not known";

    private final ClusterSnapshot cluster;
    private final Map<String, Endpoint> listed = new HashMap<>();

    /** A node in a zone. What is not known comes last. */
    record Place(String zone, String node) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparing(
                        (Place place) -> place.zone().equals(UNKNOWN_ZONE))
                .thenComparing(Place::zone)
                .thenComparing(place -> place.node().equals(UNKNOWN_NODE))
                .thenComparing(Place::node);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private Places(ClusterSnapshot cluster) {
        this.cluster = cluster;
    }

    static Places of(ClusterSnapshot cluster, ServiceKey service) {
        Places places = new Places(cluster);
        for (EndpointSlice slice : cluster.endpointSlices(service)) {
            slice.endpoints().forEach(endpoint -> places.add(service, endpoint));
        }
        return places;
    }

    private void add(ServiceKey service, Endpoint endpoint) {
        endpoint.targetRef().ifPresent(target -> listed.put(service.namespace() + "/" + target.name(), endpoint));
        endpoint.addresses().forEach(address -> listed.put(address, endpoint));
    }

    Place of(Chain chain) {
        return switch (chain.subject()) {
            case NODE -> node(chain.name());
            case POD ->
                cluster.pod(ObjectKey.parse(chain.name()))
                        .flatMap(Pod::nodeName)
                        .map(this::node)
                        .orElseGet(() -> listed(chain.name()));
            case ENDPOINT, TARGET -> listed(address(chain.name()));
        };
    }

    private static String address(String withPort) {
        int end = withPort.lastIndexOf(':');
        String address = end < 0 ? withPort : withPort.substring(0, end);
        return address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
    }

    private Place node(String name) {
        return new Place(
                cluster.node(name).flatMap(Node::zone).map(Places::zone).orElse(UNKNOWN_ZONE), "node " + name);
    }

    private Place listed(String key) {
        Optional<Endpoint> endpoint = Optional.ofNullable(listed.get(key));
        Optional<Place> place = endpoint.flatMap(Endpoint::nodeName).map(this::node);
        String zone = place.map(Place::zone)
                .filter(known -> !known.equals(UNKNOWN_ZONE))
                .or(() -> endpoint.flatMap(Endpoint::zone).map(Places::zone))
                .orElse(UNKNOWN_ZONE);
        return new Place(zone, place.map(Place::node).orElse(UNKNOWN_NODE));
    }

    private static String zone(String name) {
        return "zone " + name;
    }
}
