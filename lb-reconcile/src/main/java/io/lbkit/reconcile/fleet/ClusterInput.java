package io.lbkit.reconcile.fleet;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a step from one snapshot to the next means for a fleet.
 *
 * @param services the Services that the change is about
 * @param general whether it is about all of them: how much is known changed, or what could not be read
 */
record ClusterInput(Set<ServiceKey> services, boolean general) {
    private record Known(Coverage services, Coverage slices, Coverage nodes, List<Unreadable> unreadable) {
        static Known of(ClusterSnapshot cluster) {
            return new Known(
                    cluster.coverage(ObjectType.SERVICE),
                    cluster.coverage(ObjectType.ENDPOINT_SLICE),
                    cluster.coverage(ObjectType.NODE),
                    List.copyOf(cluster.unreadable()));
        }
    }

    /** One object became another one, was added or removed; the Services are those that its versions name. */
    static ClusterInput of(ClusterSnapshot before, ClusterSnapshot after, Set<ServiceKey> services) {
        return new ClusterInput(services, !Known.of(before).equals(Known.of(after)));
    }

    /** Any number of objects changed. */
    static ClusterInput of(ClusterSnapshot before, ClusterSnapshot after) {
        Set<ServiceKey> services = new TreeSet<>();
        Map<ServiceKey, Service> old = new HashMap<>();
        before.services().forEach(service -> old.put(service.key(), service));
        for (Service service : after.services()) {
            if (!service.equals(old.remove(service.key()))) {
                services.add(service.key());
            }
        }
        services.addAll(old.keySet());
        services.addAll(servicesOfChangedSlices(before, after));
        return of(before, after, services);
    }

    private static Set<ServiceKey> servicesOfChangedSlices(ClusterSnapshot before, ClusterSnapshot after) {
        Set<ServiceKey> services = new TreeSet<>();
        Map<ObjectKey, EndpointSlice> old = new HashMap<>();
        before.endpointSlices().forEach(slice -> old.put(slice.key(), slice));
        for (EndpointSlice slice : after.endpointSlices()) {
            EndpointSlice known = old.remove(slice.key());
            if (!slice.equals(known)) {
                slice.service().ifPresent(services::add);
                Optional.ofNullable(known).flatMap(EndpointSlice::service).ifPresent(services::add);
            }
        }
        old.values().forEach(gone -> gone.service().ifPresent(services::add));
        return services;
    }
}
