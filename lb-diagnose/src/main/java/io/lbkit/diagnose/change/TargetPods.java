package io.lbkit.diagnose.change;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.ServiceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The pods of a Service that a target of its load balancer stands for. A target is named by a pod ({@code Pod/shop/web-1}), a
 * node ({@code Node/node-1} or the name alone), or an address of one of them, with or without a port.
 */
public final class TargetPods implements Function<String, Set<ObjectKey>> {
    private final Map<String, Set<ObjectKey>> byName = new TreeMap<>();

    private TargetPods(ServiceKey service, Collection<PodIndex> snapshots) {
        snapshots.forEach(pods -> pods.selectedBy(service).forEach(pod -> add(pod, pods.cluster())));
    }

    /**
     * The pods of a Service in some snapshots.
     *
     * @param service the Service
     * @param snapshots the pods of each snapshot; a target may stand for a pod of any of them
     * @return the function
     */
    public static TargetPods of(ServiceKey service, Collection<PodIndex> snapshots) {
        return new TargetPods(service, snapshots);
    }

    private void add(Pod pod, ClusterSnapshot snapshot) {
        Set<String> names = new HashSet<>(Set.of("Pod/" + pod.key()));
        pod.ips().forEach(ip -> names.add(ip.toString()));
        pod.nodeName().ifPresent(node -> {
            names.add(node);
            names.add("Node/" + node);
            snapshot.node(node)
                    .map(Node::addresses)
                    .ifPresent(all ->
                            all.forEach(address -> names.add(address.address().toString())));
        });
        names.forEach(
                name -> byName.computeIfAbsent(name, key -> new TreeSet<>()).add(pod.key()));
    }

    @Override
    public Set<ObjectKey> apply(String target) {
        String bare = target.replaceFirst("^\\[(.*)\\](:[0-9]+)?$", "$1");
        Set<ObjectKey> whole = byName.get(bare);
        return whole != null ? whole : byName.getOrDefault(bare.replaceFirst(":[0-9]+$", ""), Set.of());
    }
}
