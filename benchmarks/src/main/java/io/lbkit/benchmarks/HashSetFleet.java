package io.lbkit.benchmarks;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The obvious way: for each Service, take the set of nodes that it should have and the set that it has, and subtract each from
 * the other. To be fair, both sets are made beforehand, all Services share them, and their elements are strings whose
 * hashes are known.
 */
public final class HashSetFleet {
    private final int services;
    private final Set<String> registered;

    /**
     * What one Service has to do.
     *
     * @param toAdd the nodes to register
     * @param toRemove the nodes to remove
     */
    public record Change(Set<String> toAdd, Set<String> toRemove) {}

    HashSetFleet(int services, ClusterSnapshot registered) {
        this.services = services;
        this.registered = names(registered);
    }

    static Set<String> names(ClusterSnapshot cluster) {
        Set<String> names = new HashSet<>();
        for (Node node : cluster.nodes()) {
            names.add(node.name());
        }
        return names;
    }

    /** Who joins and who leaves, for each Service. */
    List<Change> plan(Set<String> wanted) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            changes.add(difference(wanted, registered));
        }
        return changes;
    }

    private static Change difference(Set<String> desired, Set<String> actual) {
        Set<String> toAdd = new HashSet<>(desired);
        toAdd.removeAll(actual);
        Set<String> toRemove = new HashSet<>(actual);
        toRemove.removeAll(desired);
        return new Change(toAdd, toRemove);
    }
}
