package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the pods that a Service selects without looking at every pod of the namespace. Immutable. */
public final class PodIndex {
    private final Map<Label, List<Pod>> byLabel = new HashMap<>();

    private record Label(String namespace, String name, String value) {}

    private PodIndex(ClusterSnapshot cluster) {
        for (Pod pod : cluster.pods()) {
            pod.labels()
                    .forEach((name, value) -> byLabel.computeIfAbsent(
                                    new Label(pod.key().namespace(), name, value), key -> new ArrayList<>())
                            .add(pod));
        }
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

    /**
     * {@return the pods that a Service selects and that have not ended, in the order of their names; none if it has no
     * selector}
     *
     * @param service the Service
     */
    public List<Pod> selectedBy(Service service) {
        return service.selector().entrySet().stream()
                .map(entry -> byLabel.getOrDefault(
                        new Label(service.key().namespace(), entry.getKey(), entry.getValue()), List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream()
                .filter(pod -> carries(pod, service) && isLive(pod))
                .toList();
    }

    /**
     * {@return whether a pod has the labels that a Service asks for}
     *
     * @param pod the pod
     * @param service the Service
     */
    public static boolean carries(Pod pod, Service service) {
        return pod.key().namespace().equals(service.key().namespace())
                && pod.labels().entrySet().containsAll(service.selector().entrySet());
    }

    private static boolean isLive(Pod pod) {
        return pod.phase() != PodPhase.SUCCEEDED && pod.phase() != PodPhase.FAILED;
    }
}
