package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
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

/** What changed for one Service between two snapshots. An object that one of them does not know is not compared. */
public final class SnapshotChanges {
    private final ServiceKey service;
    private final ClusterSnapshot before;
    private final ClusterSnapshot after;
    private final Window between;
    private final List<Pod> pods;
    private final List<Change> changes = new ArrayList<>();

    private SnapshotChanges(ServiceKey service, ClusterSnapshot before, ClusterSnapshot after, Window between) {
        this.service = service;
        this.before = before;
        this.after = after;
        this.between = between;
        this.pods = selected(before);
    }

    /**
     * The changes of what matters to a Service: itself, its pods, their nodes, and the policies of its namespace.
     *
     * @param service the Service
     * @param before the earlier snapshot
     * @param after the later snapshot
     * @param between when they were taken
     * @return the changes, sorted; each has the pods that it concerns
     */
    public static List<Change> of(ServiceKey service, ClusterSnapshot before, ClusterSnapshot after, Window between) {
        SnapshotChanges made = new SnapshotChanges(service, before, after, between);
        made.service();
        made.pods();
        made.nodes();
        made.policies();
        made.workloads();
        return made.changes.stream().distinct().sorted().toList();
    }

    private List<Pod> selected(ClusterSnapshot cluster) {
        return cluster.service(service)
                .map(found -> PodIndex.of(cluster).selectedBy(found))
                .orElse(List.of());
    }

    private void add(ChangeKind kind, String object, String detail, Collection<Pod> affected) {
        changes.add(Change.builder()
                .when(between)
                .kind(kind)
                .object(object)
                .detail(detail)
                .affected(affected.stream().map(Pod::key).collect(Collectors.toCollection(TreeSet::new)))
                .build());
    }

    private void service() {
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

    private void pods() {
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
        gone.forEach(this::gone);
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
    private void gone(String owner, List<Pod> gone) {
        boolean replaced = selected(after).stream()
                .anyMatch(pod -> before.pod(pod.key()).isEmpty()
                        && !pod.owner().orElse("").equals(owner));
        boolean lostNode = gone.stream()
                .allMatch(pod -> pod.nodeName().filter(this::isLost).isPresent());
        if (!lostNode) {
            add(
                    replaced ? ChangeKind.ROLLOUT : ChangeKind.SCALE,
                    owner.startsWith("Pod/") ? owner : owner.replaceFirst("/", "/" + service.namespace() + "/"),
                    gone.size() + " pods went" + (replaced ? ", pods of another owner came" : ""),
                    gone);
        }
    }

    private void workloads() {
        before.service(service)
                .map(new WorkloadChanges(before, after)::of)
                .orElse(List.of())
                .forEach(change -> add(
                        change.kindFor(before.service(service).orElseThrow()),
                        change.old().key().toString(),
                        change.detail(),
                        pods.stream().filter(pod -> change.concerns(pod, after)).toList()));
    }

    private void nodes() {
        for (Node node : before.nodes()) {
            if (isLost(node.name())) {
                List<Pod> there = pods.stream()
                        .filter(pod ->
                                pod.nodeName().filter(node.name()::equals).isPresent())
                        .toList();
                add(ChangeKind.NODE, "Node/" + node.name(), fate(node, after.node(node.name())), there);
            }
        }
    }

    private boolean isLost(String name) {
        Optional<Node> now = after.node(name);
        if (now.isEmpty()) {
            return before.node(name).isPresent() && after.coverage(ObjectType.NODE) == Coverage.COMPLETE;
        }
        return before.node(name).filter(node -> !fate(node, now).isEmpty()).isPresent();
    }

    private static String fate(Node old, Optional<Node> now) {
        if (now.isEmpty()) {
            return "deleted";
        }
        if (!now.get().unschedulable()
                && !old.taints().equals(now.get().taints())
                && !old.taints().containsAll(now.get().taints())) {
            return "spec.taints: " + old.taints() + " -> " + now.get().taints();
        }
        if (now.get().unschedulable() && !old.unschedulable()) {
            return "spec.unschedulable: false -> true";
        }
        boolean stopped = old.ready() == ConditionStatus.TRUE && now.get().ready() != ConditionStatus.TRUE;
        return stopped
                ? "status.conditions['Ready']: True -> " + now.get().ready().apiName()
                : "";
    }

    private void policies() {
        if (before.coverage(ObjectType.NETWORK_POLICY) != Coverage.COMPLETE
                || after.coverage(ObjectType.NETWORK_POLICY) != Coverage.COMPLETE) {
            return;
        }
        Map<ObjectKey, NetworkPolicy> old = policies(before);
        Map<ObjectKey, NetworkPolicy> now = policies(after);
        TreeSet<ObjectKey> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (ObjectKey key : keys) {
            Optional<NetworkPolicy> was = Optional.ofNullable(old.get(key));
            Optional<NetworkPolicy> is = Optional.ofNullable(now.get(key));
            List<Pod> there = pods.stream()
                    .filter(pod -> Stream.concat(was.stream(), is.stream())
                            .anyMatch(policy -> policy.podSelector().matches(pod.labels())))
                    .toList();
            if (!was.equals(is) && !there.isEmpty()) {
                String detail = was.isEmpty() ? "created" : is.isEmpty() ? "deleted" : "spec: changed";
                add(ChangeKind.FILTER, "NetworkPolicy/" + key, detail, there);
            }
        }
    }

    private Map<ObjectKey, NetworkPolicy> policies(ClusterSnapshot cluster) {
        return cluster.networkPolicies(service.namespace()).stream()
                .collect(Collectors.toMap(NetworkPolicy::key, policy -> policy));
    }
}
