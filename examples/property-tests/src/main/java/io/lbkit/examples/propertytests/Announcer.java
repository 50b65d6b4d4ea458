package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.ClusterSnapshot;
import java.util.SortedMap;
import java.util.SortedSet;

/** Says which names a DNS zone should have for the load balancers of a cluster. Pure. */
@FunctionalInterface
public interface Announcer {
    /**
     * The records of the zone.
     *
     * @param cluster the cluster
     * @return the addresses or domain names behind each name, none of them without any
     */
    SortedMap<String, SortedSet<String>> records(ClusterSnapshot cluster);
}
