package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a plan depends on.
 *
 * @param clusterId the id of the cluster, as in the ownership marks
 * @param cluster the cluster
 * @param designs the design of every Service that takes part
 * @param observation what exists
 * @param designVersion the version of the provider's designs
 */
public record PlanRequest(
        String clusterId,
        ClusterSnapshot cluster,
        SortedMap<ServiceKey, Design> designs,
        Observation observation,
        String designVersion) {
    /**
     * Copies the map.
     *
     * @param clusterId the id of the cluster, as in the ownership marks
     * @param cluster the cluster
     * @param designs the design of every Service that takes part
     * @param observation what exists
     * @param designVersion the version of the provider's designs
     */
    public PlanRequest {
        designs = Collections.unmodifiableSortedMap(new TreeMap<>(designs));
    }

    boolean isOurs(Resource resource) {
        return resource.owners().stream().anyMatch(owner -> owner.cluster().equals(clusterId));
    }

    boolean isOurs(Owner owner) {
        return owner.cluster().equals(clusterId);
    }

    /** Whether a Service surely needs no load balancer any more: it says so itself, or it is missing in a complete listing. */
    boolean isGone(ServiceKey service) {
        if (cluster.unreadableService(service).isPresent()) {
            return false;
        }
        return cluster.service(service).map(known -> !known.wantsLoadBalancer()).orElseGet(this::servicesComplete);
    }

    boolean servicesComplete() {
        return cluster.coverage(ObjectType.SERVICE) == Coverage.COMPLETE;
    }

    Resource owned(Design design, Resource resource) {
        if (!resource.owners().isEmpty()) {
            return resource;
        }
        Owner owner = cluster.service(design.service())
                .map((Service service) -> Owner.of(clusterId, service))
                .orElseGet(() -> new Owner(clusterId, Optional.of(design.service()), Optional.empty()));
        return Resource.builder().from(resource).addOwner(owner).build();
    }
}
