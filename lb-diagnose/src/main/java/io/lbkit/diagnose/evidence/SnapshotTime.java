package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the objects of a cluster say about when they were read. */
public final class SnapshotTime {
    private SnapshotTime() {}

    /**
     * {@return the newest time that an object shows: the cluster was read then or later; nothing if no object shows a time}
     *
     * @param cluster the cluster
     */
    public static Optional<Instant> earliest(ClusterSnapshot cluster) {
        return Stream.of(
                        cluster.events().stream().flatMap(event -> event.lastSeen().stream()),
                        cluster.services().stream().flatMap(service -> service.created().stream()),
                        cluster.pods().stream().flatMap(pod -> since(pod.conditions())),
                        cluster.nodes().stream().flatMap(node -> since(node.conditions())))
                .flatMap(times -> times)
                .max(Instant::compareTo);
    }

    private static Stream<Instant> since(Map<String, Condition> conditions) {
        return conditions.values().stream().flatMap(condition -> condition.since().stream());
    }
}
