package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.plan.Orphans;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.PlanRequest;
import io.lbkit.reconcile.plan.Planner;
import io.lbkit.reconcile.spi.CheckedDesign;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Whose load balancers are planned.
 *
 * @param provider the provider
 * @param clusterId the id of the cluster, as in the ownership marks
 * @param selection which Services take part
 * @param adoptions foreign objects that become ours if a Service designs them
 * @param orphanGrace how long what a missing Service had is kept
 */
record FleetScope(
        LoadBalancerProvider provider,
        String clusterId,
        Predicate<ServiceKey> selection,
        Set<ResourceId> adoptions,
        Duration orphanGrace) {
    boolean designs(Service service) {
        return service.wantsLoadBalancer() && selection.test(service.key());
    }

    Design design(Service service, BackendResolver resolver, Observation seen) {
        return CheckedDesign.of(provider, new DesignRequest(clusterId, service, resolver, seen));
    }

    Plan plan(ClusterSnapshot cluster, SortedMap<ServiceKey, Design> designs, Observation seen, Orphans orphans) {
        return Planner.plan(PlanRequest.builder()
                .clusterId(clusterId)
                .cluster(cluster)
                .designs(designs)
                .observation(seen)
                .designVersion(provider.designVersion())
                .selection(selection)
                .adoptions(adoptions)
                .orphans(orphans)
                .build());
    }
}
