package io.lbkit.diagnose.change;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes that carry no load balancer traffic any more in the later of two snapshots.
 *
 * @param fates what happened to each, by its name
 */
record LostNodes(SortedMap<String, String> fates) {
    LostNodes {
        fates = Collections.unmodifiableSortedMap(new TreeMap<>(fates));
    }

    static LostNodes between(ClusterSnapshot before, ClusterSnapshot after) {
        boolean knowsAll = after.coverage(ObjectType.NODE) == Coverage.COMPLETE;
        SortedMap<String, String> fates = new TreeMap<>();
        for (Node node : before.nodes()) {
            Optional<String> fate = after.node(node.name())
                    .map(now -> fate(node, now))
                    .orElseGet(() -> knowsAll ? Optional.of("deleted") : Optional.empty());
            fate.ifPresent(told -> fates.put(node.name(), told));
        }
        return new LostNodes(fates);
    }

    boolean contains(String name) {
        return fates.containsKey(name);
    }

    private static Optional<String> fate(Node old, Node now) {
        if (!now.unschedulable()
                && !old.taints().equals(now.taints())
                && !old.taints().containsAll(now.taints())) {
            return Optional.of("spec.taints: " + old.taints() + " -> " + now.taints());
        }
        if (now.unschedulable() && !old.unschedulable()) {
            return Optional.of("spec.unschedulable: false -> true");
        }
        boolean stopped = old.ready() == ConditionStatus.TRUE && now.ready() != ConditionStatus.TRUE;
        return stopped
                ? Optional.of(
                        "status.conditions['Ready']: True -> " + now.ready().apiName())
                : Optional.empty();
    }
}
