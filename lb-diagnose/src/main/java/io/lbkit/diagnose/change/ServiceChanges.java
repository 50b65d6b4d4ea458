package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the changes of one Service. Not thread-safe. */
final class ServiceChanges {
    private final ServiceKey service;
    private final ClusterSnapshot before;
    private final ClusterSnapshot after;
    private final Window taken;
    private final List<Pod> pods;
    private final List<Pod> podsAfter;
    private final List<Change> changes = new ArrayList<>();

    ServiceChanges(ServiceKey service, PodIndex before, PodIndex after, Window taken) {
        this.service = service;
        this.before = before.cluster();
        this.after = after.cluster();
        this.taken = taken;
        this.pods = before.selectedBy(service);
        this.podsAfter = after.selectedBy(service);
    }

    List<Change> sorted() {
        return changes.stream().distinct().sorted().toList();
    }

    private void add(ChangeKind kind, String object, String detail, Collection<Pod> affected) {
        changes.add(Change.builder()
                .when(taken)
                .kind(kind)
                .object(object)
                .detail(detail)
                .affected(affected.stream().map(Pod::key).collect(Collectors.toCollection(TreeSet::new)))
                .build());
    }

    void addService() {
        Optional<Service> old = before.service(service);
        Optional<Service> now = after.service(service);
        if (old.isEmpty() || now.isEmpty()) {
            return;
        }
        field(ChangeKind.PORT, "spec.ports", old.get(), now.get(), Service::ports);
        field(
                ChangeKind.HEALTH_CHECK,
                "spec.externalTrafficPolicy",
                old.get(),
                now.get(),
                Service::externalTrafficPolicy);
        field(ChangeKind.HEALTH_CHECK, "spec.healthCheckNodePort", old.get(), now.get(), Service::healthCheckNodePort);
        field(ChangeKind.CLASS, "spec.type", old.get(), now.get(), Service::type);
        field(ChangeKind.CLASS, "spec.loadBalancerClass", old.get(), now.get(), Service::loadBalancerClass);
        field(
                ChangeKind.FILTER,
                "spec.loadBalancerSourceRanges",
                old.get(),
                now.get(),
                Service::loadBalancerSourceRanges);
        differences(old.get().annotations(), now.get().annotations())
                .forEach((name, detail) -> add(
                        ChangeKind.HEALTH_CHECK, object(), "metadata.annotations['" + name + "']: " + detail, pods));
        if (!old.get().selector().equals(now.get().selector())) {
            List<Pod> lost =
                    pods.stream().filter(pod -> !carries(pod, now.get())).toList();
            add(
                    ChangeKind.SELECTOR,
                    object(),
                    "spec.selector: " + old.get().selector() + " -> "
                            + now.get().selector(),
                    lost);
        }
    }

    private static boolean carries(Pod pod, Service service) {
        return !service.selector().isEmpty() && PodIndex.carries(pod, service);
    }

    private String object() {
        return "Service/" + service;
    }

    private void field(ChangeKind kind, String name, Service old, Service now, Function<Service, ?> value) {
        if (!value.apply(old).equals(value.apply(now))) {
            add(kind, object(), name + ": " + value.apply(old) + " -> " + value.apply(now), pods);
        }
    }

    private static Map<String, String> differences(Map<String, String> old, Map<String, String> now) {
        Map<String, String> differences = new TreeMap<>();
        Stream.concat(old.keySet().stream(), now.keySet().stream())
                .filter(name -> !old.getOrDefault(name, "").equals(now.getOrDefault(name, "")))
                .forEach(name -> differences.put(
                        name, "'" + old.getOrDefault(name, "") + "' -> '" + now.getOrDefault(name, "") + "'"));
        return differences;
    }

    void addPods(LostNodes lost) {
        Map<String, List<Pod>> gone = new TreeMap<>();
        for (Pod pod : pods) {
            Optional<Pod> now = after.pod(pod.key());
            if (now.isPresent()) {
                pod(pod, now.get());
            } else if (after.coverage(ObjectType.POD) == Coverage.COMPLETE) {
                gone.computeIfAbsent(pod.owner().orElse("Pod/" + pod.key()), key -> new ArrayList<>())
                        .add(pod);
            }
        }
        gone.forEach((owner, pods) -> gone(owner, pods, lost));
    }

    private void pod(Pod pod, Pod now) {
        String object = "Pod/" + pod.key();
        boolean relabelled =
                before.service(service).filter(found -> !carries(now, found)).isPresent();
        if (relabelled) {
            add(ChangeKind.SELECTOR, object, "metadata.labels: " + pod.labels() + " -> " + now.labels(), List.of(pod));
        }
        if (pod.isReady() && !now.isReady()) {
            add(ChangeKind.READINESS, object, "status.conditions['Ready']: True -> not True", List.of(pod));
        }
    }

    /** Pods of other owners in place of those that went make a rollout; fewer pods of the same owner make a scale-in. */
    private void gone(String owner, List<Pod> gone, LostNodes lost) {
        boolean replaced = podsAfter.stream()
                .anyMatch(pod -> before.pod(pod.key()).isEmpty()
                        && !pod.owner().orElse("").equals(owner));
        boolean lostNode = gone.stream()
                .allMatch(pod -> pod.nodeName().filter(lost::contains).isPresent());
        if (!lostNode) {
            add(
                    replaced ? ChangeKind.ROLLOUT : ChangeKind.SCALE,
                    owner.startsWith("Pod/") ? owner : owner.replaceFirst("/", "/" + service.namespace() + "/"),
                    gone.size() + " pods went" + (replaced ? ", pods of another owner came" : ""),
                    gone);
        }
    }

    void addNodes(LostNodes lost) {
        lost.fates().forEach((node, fate) -> add(ChangeKind.NODE, "Node/" + node, fate, on(node)));
    }

    private List<Pod> on(String node) {
        return pods.stream()
                .filter(pod -> pod.nodeName().filter(node::equals).isPresent())
                .toList();
    }

    void addPolicies(PolicyChanges policies) {
        for (PolicyChanges.PolicyChange policy : policies.in(service.namespace())) {
            List<Pod> there = pods.stream().filter(policy::concerns).toList();
            if (!there.isEmpty()) {
                add(ChangeKind.FILTER, "NetworkPolicy/" + policy.key(), policy.detail(), there);
            }
        }
    }
}
