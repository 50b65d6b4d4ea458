package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.immutables.value.Value;

/** Everything that a plan depends on. Immutable. */
@Value.Immutable
public interface PlanRequest {
    /** {@return the id of the cluster, as in the ownership marks} */
    String clusterId();

    /** {@return the cluster} */
    ClusterSnapshot cluster();

    /** {@return the design of every Service that takes part} */
    @Value.NaturalOrder
    SortedMap<ServiceKey, Design> designs();

    /** {@return what exists} */
    Observation observation();

    /** {@return the version of the provider's designs} */
    String designVersion();

    /** {@return which Services take part; what the others have is left alone, even if they are gone. All unless said otherwise} */
    @Value.Auxiliary
    @Value.Default
    default Predicate<ServiceKey> selection() {
        return service -> true;
    }

    /** {@return foreign objects that become ours if a Service designs them; no other foreign object is ever touched} */
    @Value.NaturalOrder
    SortedSet<ResourceId> adoptions();

    /** {@return how long what a missing Service had is kept; not at all unless said otherwise} */
    @Value.Default
    default Orphans orphans() {
        return Orphans.notKept();
    }

    /**
     * {@return whether an object has a mark of this cluster}
     *
     * @param resource the object
     */
    default boolean isOurs(Resource resource) {
        return resource.owners().stream().anyMatch(this::isOurs);
    }

    /**
     * {@return whether a mark is one of this cluster}
     *
     * @param owner the mark
     */
    default boolean isOurs(Owner owner) {
        return owner.cluster().equals(clusterId());
    }

    /**
     * {@return whether an object is foreign and is to become ours}
     *
     * @param resource the object, as observed
     */
    default boolean isAdopted(Resource resource) {
        return !isOurs(resource) && adoptions().contains(resource.id());
    }

    /**
     * {@return whether a Service surely needs no load balancer any more: it says so itself, or it is missing in a complete
     * listing and has been for long enough}
     *
     * @param service the Service
     */
    default boolean isGone(ServiceKey service) {
        if (!selection().test(service) || cluster().unreadableService(service).isPresent()) {
            return false;
        }
        return cluster()
                .service(service)
                .map(known -> !known.wantsLoadBalancer())
                .orElseGet(
                        () -> isMissing(service) && orphans().keptUntil(service).isEmpty());
    }

    /**
     * {@return whether a Service is surely not there}
     *
     * @param service the Service
     */
    default boolean isMissing(ServiceKey service) {
        return servicesComplete()
                && cluster().service(service).isEmpty()
                && cluster().unreadableService(service).isEmpty();
    }

    /** {@return whether no Service of the cluster can have a wish that is not among the designs} */
    default boolean knowsEveryWish() {
        return servicesComplete()
                && cluster().services().stream()
                        .allMatch(service ->
                                !service.wantsLoadBalancer() || designs().containsKey(service.key()));
    }

    /** {@return whether the listing of Services is complete} */
    default boolean servicesComplete() {
        return cluster().coverage(ObjectType.SERVICE) == Coverage.COMPLETE;
    }

    /**
     * {@return a designed resource with the mark of its Service, unless it says whose it is}
     *
     * @param design the design
     * @param resource a resource of it
     */
    default Resource owned(Design design, Resource resource) {
        if (!resource.owners().isEmpty()) {
            return resource;
        }
        Owner owner = cluster()
                .service(design.service())
                .map((Service service) -> Owner.of(clusterId(), service))
                .orElseGet(() -> new Owner(clusterId(), Optional.of(design.service()), Optional.empty()));
        return Resource.builder().from(resource).addOwner(owner).build();
    }

    /** {@return a builder; cluster id, cluster, observation and design version are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PlanRequest}. Not thread-safe. */
    final class Builder extends ImmutablePlanRequest.Builder {
        Builder() {}
    }
}
