package io.lbkit.diagnose.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The index against looking at every pod, for few pods and for more than are looked through one by one. */
class PodIndexProperties {
    private static final int MANY = 250;

    @Property(tries = 500)
    @Label(
            "selects the pods that have every label and have not ended, in the order of their names, asked once or again")
    void selected(@ForAll("pods") List<Pod> pods, @ForAll("services") Service service) {
        List<Pod> wanted = pods.stream()
                .filter(pod -> pod.key().namespace().equals("shop"))
                .filter(pod -> !service.selector().isEmpty()
                        && pod.labels()
                                .entrySet()
                                .containsAll(service.selector().entrySet()))
                .filter(pod -> pod.phase() == PodPhase.RUNNING)
                .sorted(Comparator.comparing(Pod::key))
                .toList();

        PodIndex index = PodIndex.of(cluster(pods));
        assertThat(index.selectedBy(service)).isEqualTo(wanted);
        assertThat(index.selectedBy(service)).isEqualTo(wanted);
    }

    @Property(tries = 500)
    @Label("the nearest pod has the most labels by name, and is the first of those")
    void nearest(@ForAll("pods") List<Pod> pods, @ForAll("services") Service service) {
        Optional<Pod> wanted = pods.stream()
                .filter(pod -> pod.key().namespace().equals("shop") && shared(pod, service) > 0)
                .min(Comparator.comparing((Pod pod) -> -shared(pod, service)).thenComparing(Pod::key));

        assertThat(PodIndex.of(cluster(pods)).nearest(service)).isEqualTo(wanted);
    }

    private static long shared(Pod pod, Service service) {
        return pod.labels().keySet().stream()
                .filter(service.selector()::containsKey)
                .count();
    }

    private static ClusterSnapshot cluster(List<Pod> pods) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        pods.forEach(cluster::add);
        return cluster.build();
    }

    @Provide
    Arbitrary<Service> services() {
        return labels().map(labels -> Service.builder()
                .key(ServiceKey.of("shop", "web"))
                .selector(labels)
                .build());
    }

    @Provide
    Arbitrary<List<Pod>> pods() {
        Arbitrary<Pod> pods = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(9, "shop"), Tuple.of(1, "ops")),
                        labels(),
                        Arbitraries.frequency(
                                Tuple.of(9, PodPhase.RUNNING),
                                Tuple.of(1, PodPhase.SUCCEEDED),
                                Tuple.of(1, PodPhase.FAILED)))
                .as((namespace, labels, phase) -> Pod.builder()
                        .key(ObjectKey.of(namespace, "pod"))
                        .labels(labels)
                        .phase(phase)
                        .build());
        return Arbitraries.integers()
                .between(0, MANY)
                .flatMap(size -> pods.list().ofSize(size))
                .map(PodIndexProperties::numbered);
    }

    /** Numbers that go down, so that the order of names is not that of the list. */
    private static List<Pod> numbered(List<Pod> pods) {
        List<Pod> numbered = new ArrayList<>();
        for (Pod pod : pods) {
            numbered.add(Pod.builder()
                    .from(pod)
                    .key(ObjectKey.of(pod.key().namespace(), "pod-" + (1_000 - numbered.size())))
                    .build());
        }
        return numbered;
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("app", "part-of", "tier"), Arbitraries.of("web", "shop"))
                .ofMaxSize(3);
    }
}
