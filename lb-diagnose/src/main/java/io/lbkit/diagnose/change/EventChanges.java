package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Events of a cluster tell of changes for one Service. Kubernetes keeps Events for an hour: none is no evidence. */
public final class EventChanges {
    private static final Map<String, ChangeKind> KINDS = Map.ofEntries(
            Map.entry("Unhealthy", ChangeKind.READINESS),
            Map.entry("BackOff", ChangeKind.READINESS),
            Map.entry("Killing", ChangeKind.READINESS),
            Map.entry("Evicted", ChangeKind.READINESS),
            Map.entry("Preempted", ChangeKind.READINESS),
            Map.entry("TaintManagerEviction", ChangeKind.READINESS),
            Map.entry("ScalingReplicaSet", ChangeKind.ROLLOUT),
            Map.entry("SuccessfulRescale", ChangeKind.SCALE),
            Map.entry("NodeNotReady", ChangeKind.NODE),
            Map.entry("NodeNotSchedulable", ChangeKind.NODE),
            Map.entry("RemovingNode", ChangeKind.NODE),
            Map.entry("DeletingNode", ChangeKind.NODE),
            Map.entry("ScaleDown", ChangeKind.NODE));

    private final List<Pod> pods;
    private final ServiceKey service;

    private EventChanges(ServiceKey service, ClusterSnapshot cluster) {
        this.service = service;
        this.pods = cluster.service(service)
                .map(found -> PodIndex.of(cluster).selectedBy(found))
                .orElse(List.of());
    }

    /**
     * The changes of the pods of a Service, their nodes and their workloads, at the time at which an Event was first seen.
     *
     * @param service the Service
     * @param cluster the cluster with its Events
     * @return the changes, sorted; Events without a time tell nothing
     */
    public static List<Change> of(ServiceKey service, ClusterSnapshot cluster) {
        EventChanges made = new EventChanges(service, cluster);
        return cluster.events().stream()
                .flatMap(event -> made.change(event).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Change> change(ClusterEvent event) {
        Optional<ChangeKind> kind = Optional.ofNullable(KINDS.get(event.reason()));
        TreeSet<ObjectKey> affected =
                affected(event.regarding()).map(Pod::key).collect(Collectors.toCollection(TreeSet::new));
        if (kind.isEmpty() || affected.isEmpty()) {
            return Optional.empty();
        }
        return event.firstSeen()
                .or(event::lastSeen)
                .map(time -> Change.builder()
                        .at(time)
                        .kind(kind.get())
                        .object(event.regarding())
                        .detail(event.reason() + (event.message().isEmpty() ? "" : ": " + event.message()))
                        .actor(Optional.of(event.reporter()).filter(reporter -> !reporter.isEmpty()))
                        .affected(affected)
                        .build());
    }

    private Stream<Pod> affected(String regarding) {
        String name = regarding.substring(regarding.lastIndexOf('/') + 1);
        if (regarding.startsWith("Node/")) {
            return pods.stream()
                    .filter(pod -> pod.nodeName().filter(name::equals).isPresent());
        }
        if (regarding.startsWith("Pod/")) {
            return pods.stream().filter(pod -> regarding.equals("Pod/" + pod.key()));
        }
        boolean here = regarding.split("/", -1).length == 3 && regarding.split("/", -1)[1].equals(service.namespace());
        return here ? pods.stream().filter(pod -> isOf(pod, name)) : Stream.empty();
    }

    /** A Deployment owns its pods through ReplicaSets that are named after it with one part more. */
    private static boolean isOf(Pod pod, String workload) {
        String owner = pod.owner().orElse("");
        String name = owner.substring(owner.lastIndexOf('/') + 1);
        int dash = name.lastIndexOf('-');
        boolean through = owner.startsWith("ReplicaSet/")
                && dash > 0
                && name.substring(0, dash).equals(workload);
        return through || name.equals(workload);
    }
}
