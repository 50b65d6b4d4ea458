package io.lbkit.examples.quickstart;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.cluster.TargetRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What happens to the cluster, as its API server would report it afterwards. */
final class Happenings {
    private Happenings() {}

    /** The pods of a node are asked to end: they still serve, and their endpoints are no longer ready. */
    static ClusterSnapshot evict(ClusterSnapshot cluster, String node) {
        return eachEndpoint(
                cluster,
                cluster.endpointSlices(),
                endpoint -> endpoint.nodeName().filter(node::equals).isPresent()
                        ? Optional.of(terminating(endpoint))
                        : Optional.of(endpoint));
    }

    /** The autoscaler is about to delete a node, and the node's pods have ended. */
    static ClusterSnapshot scaleIn(ClusterSnapshot cluster, String node) {
        ClusterSnapshot ended = eachEndpoint(
                cluster,
                cluster.endpointSlices(),
                endpoint -> Optional.of(endpoint)
                        .filter(candidate ->
                                candidate.nodeName().filter(node::equals).isEmpty()));
        Node leaving = Node.builder()
                .from(cluster.node(node).orElseThrow())
                .unschedulable(true)
                .addTaint(new Taint("ToBeDeletedByClusterAutoscaler", "1772438400", "NoSchedule"))
                .build();
        return ended.with(leaving);
    }

    /** A rolling update has started its new pods; the old ones are ending. */
    static ClusterSnapshot roll(ClusterSnapshot cluster, ServiceKey service) {
        ClusterSnapshot rolled = cluster;
        for (EndpointSlice slice : cluster.endpointSlices(service)) {
            List<Endpoint> endpoints = new ArrayList<>();
            for (Endpoint old : slice.endpoints()) {
                endpoints.add(terminating(old));
                endpoints.add(successor(old));
            }
            rolled = rolled.with(
                    EndpointSlice.builder().from(slice).endpoints(endpoints).build());
        }
        return rolled;
    }

    /** The ending pods of a Service have ended. */
    static ClusterSnapshot finish(ClusterSnapshot cluster, ServiceKey service) {
        return eachEndpoint(
                cluster,
                cluster.endpointSlices(service),
                endpoint -> Optional.of(endpoint).filter(candidate -> !candidate.isTerminating()));
    }

    /** Somebody mistypes a selector, and the EndpointSlice controller takes all endpoints out. */
    static ClusterSnapshot select(ClusterSnapshot cluster, ServiceKey service, Map<String, String> selector) {
        Service edited = Service.builder()
                .from(cluster.service(service).orElseThrow())
                .selector(selector)
                .build();
        return eachEndpoint(cluster, cluster.endpointSlices(service), endpoint -> Optional.empty())
                .with(edited);
    }

    /** A Service is deleted, and its slices with it. */
    static ClusterSnapshot delete(ClusterSnapshot cluster, ServiceKey service) {
        ClusterSnapshot without = cluster.without(ObjectType.SERVICE, service.toString());
        for (EndpointSlice slice : cluster.endpointSlices(service)) {
            without = without.without(ObjectType.ENDPOINT_SLICE, slice.key().toString());
        }
        return without;
    }

    private static ClusterSnapshot eachEndpoint(
            ClusterSnapshot cluster, Iterable<EndpointSlice> slices, Function<Endpoint, Optional<Endpoint>> change) {
        ClusterSnapshot changed = cluster;
        for (EndpointSlice slice : slices) {
            List<Endpoint> endpoints = slice.endpoints().stream()
                    .flatMap(endpoint -> change.apply(endpoint).stream())
                    .toList();
            changed = changed.with(
                    EndpointSlice.builder().from(slice).endpoints(endpoints).build());
        }
        return changed;
    }

    private static Endpoint terminating(Endpoint endpoint) {
        return Endpoint.builder()
                .from(endpoint)
                .ready(false)
                .serving(true)
                .terminating(true)
                .build();
    }

    private static Endpoint successor(Endpoint old) {
        String address = old.addresses().get(0).replaceFirst("\\.(\\d+)$", ".1$1");
        return Endpoint.builder()
                .from(old)
                .addresses(List.of(address))
                .targetRef(old.targetRef().map(ref -> new TargetRef(ref.kind(), ref.name() + "-v2", Optional.empty())))
                .build();
    }
}
