package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.plan.Cause;
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
        int byPriority = priority.compareTo(other.priority);
        return byPriority != 0 ? byPriority : service.compareTo(other.service);
    }
}
