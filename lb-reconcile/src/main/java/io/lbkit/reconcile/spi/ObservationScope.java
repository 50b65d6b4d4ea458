package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to observe: everything that belongs to a cluster, or only what some Services have. An implementation may return more.
 *
 * @param cluster the id of the cluster, as in the ownership marks
 * @param services the Services; empty means all
 */
public record ObservationScope(String cluster, SortedSet<ServiceKey> services) {
    /**
     * Checks and copies.
     *
     * @param cluster the id of the cluster, as in the ownership marks
     * @param services the Services; empty means all
     * @throws InvalidValueException if the cluster is empty
     */
    public ObservationScope {
        if (cluster.isEmpty()) {
            throw InvalidValueException.of("cluster", cluster, "a scope names its cluster");
        }
        services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    }

    /**
     * Everything that belongs to a cluster.
     *
     * @param cluster the id of the cluster
     * @return the scope
     */
    public static ObservationScope cluster(String cluster) {
        return new ObservationScope(cluster, new TreeSet<>());
    }
}
