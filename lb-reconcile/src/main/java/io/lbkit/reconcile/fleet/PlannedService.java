package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.plan.Cause;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a fleet plan has in store for one Service, in short. Ordered by priority, then by Service.
 *
 * @param service the Service
 * @param priority how urgent it is
 * @param causes why its load balancer changes
 * @param pools the pools whose members change, in the order of their ids
 */
public record PlannedService(ServiceKey service, Priority priority, Set<Cause> causes, List<PoolChange> pools)
        implements Comparable<PlannedService> {
    private static final Comparator<PlannedService> MOST_URGENT_FIRST =
            Comparator.comparing(PlannedService::priority).thenComparing(PlannedService::service);

    /**
     * Copies.
     *
     * @param service the Service
     * @param priority how urgent it is
     * @param causes why its load balancer changes
     * @param pools the pools whose members change, in the order of their ids
     */
    public PlannedService {
        causes = Set.copyOf(causes);
        pools = List.copyOf(pools);
    }

    @Override
    public int compareTo(PlannedService other) {
        return MOST_URGENT_FIRST.compare(this, other);
    }
}
