package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import java.util.ArrayList;
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
    private static final int FEW = 100;

    private final ClusterSnapshot cluster;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Map<LabelName, Map<String, List<Pod>>> byValue = new ConcurrentHashMap<>();
    private final Map<String, Collection<Pod>> samples = new ConcurrentHashMap<>();

    private record LabelName(String namespace, String name) {}

    private PodIndex(ClusterSnapshot cluster) {
        this.cluster = cluster;
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
        List<Map.Entry<String, String>> wanted = List.copyOf(service.selector().entrySet());
        return candidates(service).stream()
                .filter(pod -> hasAll(pod, wanted) && isLive(pod))
                .toList();
    }

    private Collection<Pod> candidates(Service service) {
        String namespace = service.key().namespace();
        if (service.selector().isEmpty()) {
            return List.of();
        }
        return asked.add(namespace) ? cluster.pods(namespace) : fewest(service);
    }

    /** Few enough pods are looked through sooner than the namespace is sorted by another label. */
    private List<Pod> fewest(Service service) {
        Optional<List<Pod>> fewest = Optional.empty();
        for (Map.Entry<String, String> wanted : service.selector().entrySet()) {
            List<Pod> pods = having(service.key().namespace(), wanted.getKey(), wanted.getValue());
            if (fewest.filter(found -> found.size() <= pods.size()).isEmpty()) {
                fewest = Optional.of(pods);
            }
            if (pods.size() <= FEW) {
                break;
            }
        }
        return fewest.orElse(List.of());
    }

    private List<Pod> having(String namespace, String label, String value) {
        return byValue.computeIfAbsent(new LabelName(namespace, label), this::sorted)
                .getOrDefault(value, List.of());
    }

    private Map<String, List<Pod>> sorted(LabelName label) {
        Map<String, List<Pod>> sorted = new HashMap<>();
        for (Pod pod : cluster.pods(label.namespace())) {
            String value = pod.labels().get(label.name());
            if (value != null) {
                sorted.computeIfAbsent(value, key -> new ArrayList<>()).add(pod);
            }
        }
        return sorted;
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
                && hasAll(pod, List.copyOf(service.selector().entrySet()));
    }

    /** A look-up for each label costs half of what it costs to compare the maps. */
    private static boolean hasAll(Pod pod, List<Map.Entry<String, String>> wanted) {
        for (Map.Entry<String, String> label : wanted) {
            if (!label.getValue().equals(pod.labels().get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLive(Pod pod) {
        return pod.phase() != PodPhase.SUCCEEDED && pod.phase() != PodPhase.FAILED;
    }
}
