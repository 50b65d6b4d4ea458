package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Design;
import java.util.Optional;

/**
 * Whose an object is, and whether that Service still needs it.
 *
 * @param request what a plan depends on
 */
record Ownership(PlanRequest request) {
    /** {@return whether an object has a mark of this cluster} */
    boolean isOurs(Resource resource) {
        return resource.owners().stream().anyMatch(this::isOurs);
    }

    boolean isOurs(Owner owner) {
        return owner.cluster().equals(request.clusterId());
    }

    /** {@return whether an observed object is foreign and is to become ours} */
    boolean isAdopted(Resource resource) {
        return !isOurs(resource) && request.adoptions().contains(resource.id());
    }

    /**
     * {@return whether a Service surely needs no load balancer any more: it says so itself, or it is missing in a complete
     * listing and has been for long enough}
     */
    boolean isGone(ServiceKey service) {
        if (!request.selection().test(service)
                || request.cluster().unreadableService(service).isPresent()) {
            return false;
        }
        return request.cluster()
                .service(service)
                .map(known -> !known.wantsLoadBalancer())
                .orElseGet(() -> isMissing(service)
                        && request.orphans().keptUntil(service).isEmpty());
    }

    /** {@return whether a Service is surely not there} */
    boolean isMissing(ServiceKey service) {
        return servicesComplete()
                && request.cluster().service(service).isEmpty()
                && request.cluster().unreadableService(service).isEmpty();
    }

    /** {@return whether no Service of the cluster can have a wish that is not among the designs} */
    boolean knowsEveryWish() {
        return servicesComplete()
                && request.cluster().services().stream()
                        .allMatch(service -> !service.wantsLoadBalancer()
                                || request.designs().containsKey(service.key()));
    }

    private boolean servicesComplete() {
        return request.cluster().coverage(ObjectType.SERVICE) == Coverage.COMPLETE;
    }

    /** {@return a designed resource with the mark of its Service, unless it says whose it is} */
    Resource owned(Design design, Resource resource) {
        if (!resource.owners().isEmpty()) {
            return resource;
        }
        Owner owner = request.cluster()
                .service(design.service())
                .map((Service service) -> Owner.of(request.clusterId(), service))
                .orElseGet(() -> new Owner(request.clusterId(), Optional.of(design.service()), Optional.empty()));
        return Resource.builder().from(resource).addOwner(owner).build();
    }
}
