package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the pods that a Service selects. A namespace is looked through for the first Service that asks, and sorted by a label
 * when another one does: whoever asks about one Service does not pay for all, and whoever asks about all does not look at
 * every pod for each. Safe for use by many threads.
 */
public final class PodIndex {
    private final ClusterSnapshot cluster;
    private final LabelIndex<Pod> byLabel;
    private final Map<String, Collection<Pod>> samples = new ConcurrentHashMap<>();

    private PodIndex(ClusterSnapshot cluster) {
        this.cluster = cluster;
        this.byLabel = new LabelIndex<>(cluster::pods, Pod::labels, Pod::labelDigest);
    }

    /**
     * An index of the pods of a cluster.
     *
     * @param cluster the cluster
     * @return the index
     */
    public static PodIndex of(ClusterSnapshot cluster) {
        return new PodIndex(cluster);
    }

    /** {@return the cluster that the pods are of} */
    public ClusterSnapshot cluster() {
        return cluster;
    }

    /**
     * {@return the pods that a Service selects and that have not ended, in the order of their names; none if it has no
     * selector, or if the cluster has no such Service}
     *
     * @param service the Service
     */
    public List<Pod> selectedBy(ServiceKey service) {
        return cluster.service(service).map(this::selectedBy).orElse(List.of());
    }

    /**
     * {@return the pods that a Service selects and that have not ended, in the order of their names; none if it has no
     * selector}
     *
     * @param service the Service
     */
    public List<Pod> selectedBy(Service service) {
        return byLabel.carrying(service.key().namespace(), service.selector()).stream()
                .filter(PodIndex::isLive)
                .toList();
    }

    /**
     * {@return the pod of the namespace that has the most labels of the names that a Service selects by, whatever their values;
     * of several the first by name; nothing if no pod has one}
     *
     * @param service the Service
     */
    public Optional<Pod> nearest(Service service) {
        return samples.computeIfAbsent(service.key().namespace(), this::samples).stream()
                .filter(pod -> shared(pod, service) > 0)
                .max(Comparator.comparingLong((Pod pod) -> shared(pod, service))
                        .thenComparing(Pod::key, Comparator.reverseOrder()));
    }

    /** The first pod of each set of label names: the others of that set are as near. */
    private Collection<Pod> samples(String namespace) {
        Map<Set<String>, Pod> samples = new HashMap<>();
        cluster.pods(namespace).forEach(pod -> samples.putIfAbsent(pod.labels().keySet(), pod));
        return samples.values();
    }

    private static long shared(Pod pod, Service service) {
        return service.selector().keySet().stream()
                .filter(pod.labels()::containsKey)
                .count();
    }

    /**
     * {@return whether a pod has the labels that a Service asks for}
     *
     * @param pod the pod
     * @param service the Service
     */
    public static boolean carries(Pod pod, Service service) {
        return pod.key().namespace().equals(service.key().namespace())
                && LabelIndex.hasAll(
                        pod.labels(), List.copyOf(service.selector().entrySet()));
    }

    private static boolean isLive(Pod pod) {
        return pod.phase() != PodPhase.SUCCEEDED && pod.phase() != PodPhase.FAILED;
    }
}
