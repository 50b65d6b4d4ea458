package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
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

    /** {@return a builder; cluster id, cluster, observation and design version are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PlanRequest}. Not thread-safe. */
    final class Builder extends ImmutablePlanRequest.Builder {
        Builder() {}
    }
}
