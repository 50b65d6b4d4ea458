package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What Events of a cluster tell of changes for Services. Kubernetes keeps Events for an hour: none is no evidence. They are
 * sorted out once for all Services. Safe for use by many threads.
 */
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

    private final PodIndex pods;
    private final Map<String, List<Told>> bySubject = new HashMap<>();

    /** An Event that tells of a change, and when that was. */
    private record Told(ClusterEvent event, ChangeKind kind, Instant time) {
        Change change(TreeSet<ObjectKey> affected) {
            return Change.builder()
                    .at(time)
                    .kind(kind)
                    .object(event.regarding())
                    .detail(event.reason() + (event.message().isEmpty() ? "" : ": " + event.message()))
                    .actor(Optional.of(event.reporter()).filter(reporter -> !reporter.isEmpty()))
                    .affected(affected)
                    .build();
        }
    }

    private EventChanges(PodIndex pods) {
        this.pods = pods;
        pods.cluster().events().forEach(this::sort);
    }

    /**
     * The changes that the Events of a cluster tell of.
     *
     * @param pods the pods of the cluster
     * @return the changes of all Services; Events without a time tell nothing
     */
    public static EventChanges of(PodIndex pods) {
        return new EventChanges(pods);
    }

    private void sort(ClusterEvent event) {
        Optional<ChangeKind> kind = Optional.ofNullable(KINDS.get(event.reason()));
        Optional<Instant> time = event.firstSeen().or(event::lastSeen);
        if (kind.isPresent() && time.isPresent()) {
            bySubject
                    .computeIfAbsent(subject(event.regarding()), key -> new ArrayList<>())
                    .add(new Told(event, kind.get(), time.get()));
        }
    }

    /** Nodes and pods by kind and name; of workloads the name alone, because a pod does not say which kinds are above it. */
    private static String subject(String regarding) {
        boolean workload = !regarding.startsWith("Node/") && !regarding.startsWith("Pod/");
        return workload ? regarding.substring(regarding.indexOf('/') + 1) : regarding;
    }

    /**
     * The changes of the pods of a Service, their nodes and their workloads, at the time at which an Event was first seen.
     *
     * @param service the Service
     * @return the changes, sorted
     */
    public List<Change> of(ServiceKey service) {
        Map<String, TreeSet<ObjectKey>> affected = new TreeMap<>();
        for (Pod pod : pods.selectedBy(service)) {
            subjects(pod)
                    .forEach(subject -> affected.computeIfAbsent(subject, key -> new TreeSet<>())
                            .add(pod.key()));
        }
        return affected.entrySet().stream()
                .flatMap(entry -> told(entry.getKey()).map(told -> told.change(entry.getValue())))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Told> told(String subject) {
        return bySubject.getOrDefault(subject, List.of()).stream();
    }

    private static Stream<String> subjects(Pod pod) {
        Stream<String> workloads = pod.owner().stream()
                .flatMap(EventChanges::workloads)
                .map(name -> pod.key().namespace() + "/" + name);
        Stream<String> node = pod.nodeName().stream().map(name -> "Node/" + name);
        return Stream.concat(Stream.concat(Stream.of("Pod/" + pod.key()), node), workloads);
    }

    /** A Deployment owns its pods through ReplicaSets that are named after it with one part more. */
    private static Stream<String> workloads(String owner) {
        String name = owner.substring(owner.lastIndexOf('/') + 1);
        int dash = name.lastIndexOf('-');
        boolean through = owner.startsWith("ReplicaSet/") && dash > 0;
        return through ? Stream.of(name, name.substring(0, dash)) : Stream.of(name);
    }
}
