package io.lbkit.benchmarks;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The obvious way: for each Service, the difference of the set of nodes that it should have and of the set that it has. To
 * be fair, all Services share both sets, so nothing is spent on making them, and their elements are strings whose hashes are
 * known.
 */
final class HashSetFleet {
    private final int services;
    private final Set<String> registered;

    HashSetFleet(int services, ClusterSnapshot cluster) {
        this.services = services;
        this.registered = names(cluster);
    }

    private static Set<String> names(ClusterSnapshot cluster) {
        Set<String> names = new HashSet<>();
        for (Node node : cluster.nodes()) {
            names.add(node.name());
        }
        return names;
    }

    /** Who joins and who leaves, for each Service. */
    List<List<String>> plan(ClusterSnapshot cluster) {
        Set<String> wanted = names(cluster);
        List<List<String>> changes = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            changes.add(difference(wanted, registered));
        }
        return changes;
    }

    private static List<String> difference(Set<String> wanted, Set<String> registered) {
        List<String> changes = new ArrayList<>();
        for (String node : wanted) {
            if (!registered.contains(node)) {
                changes.add(node);
            }
        }
        for (String node : registered) {
            if (!wanted.contains(node)) {
                changes.add(node);
            }
        }
        return changes;
    }
}
