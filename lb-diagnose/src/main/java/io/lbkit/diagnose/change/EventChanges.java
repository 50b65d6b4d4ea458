package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.evidence.WorkloadIndex;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.WorkloadKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    private static final Set<String> OWNERS = Stream.concat(
                    Stream.of("Node", "Pod"),
                    Arrays.stream(WorkloadKind.values()).map(WorkloadKind::apiName))
            .collect(Collectors.toUnmodifiableSet());

    private final PodIndex pods;
    private final WorkloadIndex workloads;
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
        this.workloads = WorkloadIndex.of(pods.cluster());
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

    /** By kind and name; of kinds that no pod names, such as autoscalers, the name alone: it is mostly that of the workload. */
    private static String subject(String regarding) {
        String kind = regarding.substring(0, Math.max(0, regarding.indexOf('/')));
        return OWNERS.contains(kind) ? regarding : regarding.substring(regarding.indexOf('/') + 1);
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

    private Stream<String> subjects(Pod pod) {
        Stream<String> node = pod.nodeName().stream().map(name -> "Node/" + name);
        return Stream.of(Stream.of("Pod/" + pod.key()), node, owners(pod).flatMap(EventChanges::named))
                .flatMap(subjects -> subjects)
                .distinct();
    }

    /** An owner by its kind, and by its name for what is named after it. */
    private static Stream<String> named(String owner) {
        return Stream.of(owner, owner.substring(owner.indexOf('/') + 1));
    }

    /** The direct owner and the one at the end of the references. */
    private Stream<String> owners(Pod pod) {
        Optional<String> direct =
                pod.owner().map(owner -> owner.replaceFirst("/", "/" + pod.key().namespace() + "/"));
        Optional<String> last = workloads
                .owner(pod)
                .map(workload -> workload.controller().orElse(workload.key()).toString())
                .or(() -> direct.flatMap(EventChanges::deploymentByName));
        return Stream.concat(direct.stream(), last.stream());
    }

    /** Where a ReplicaSet was not read, its Deployment is told by its name, which has one part less. */
    private static Optional<String> deploymentByName(String owner) {
        int dash = owner.lastIndexOf('-');
        String prefix = "ReplicaSet/";
        return owner.startsWith(prefix) && dash > owner.lastIndexOf('/') + 1
                ? Optional.of("Deployment/" + owner.substring(prefix.length(), dash))
                : Optional.empty();
    }
}
