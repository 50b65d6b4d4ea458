package io.lbkit.reconcile.backend;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.Forwarding.Target;
import io.lbkit.reconcile.backend.Forwarding.Verdict;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What kube-proxy on a node of a snapshot does with a connection that a load balancer sends to it, and what it answers to the
 * load balancer's probes. Pure: nothing is asked, everything follows from the snapshot. kube-proxy is taken for healthy, and
 * its rules for up to date, on all nodes but those of {@link #staleOn}.
 *
 * <p>The endpoints of a Service port are merged once and remembered, so asking about every node costs little. Safe for use by
 * many threads.
 *
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/1669-proxy-terminating-endpoints">KEP-1669</a>
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/3836-kube-proxy-improved-ingress-connectivity-reliability">KEP-3836</a>
 */
public final class KubeProxy {
    private final ClusterSnapshot cluster;
    private final Set<String> stale;
    private final Map<PortQuestion, PortEndpoints> endpoints = new ConcurrentHashMap<>();

    /** Where a connection starts. */
    public enum Client {
        /** Outside of the cluster: the external traffic policy counts. */
        OUTSIDE,
        /**
         * On the node itself or in a pod, with the address of the load balancer as its destination: such traffic is treated
         * as if the policy were Cluster.
         */
        INSIDE
    }

    private record PortQuestion(Service service, ServicePort port, IpFamily family) {}

    private KubeProxy(ClusterSnapshot cluster, Set<String> stale) {
        this.cluster = cluster;
        this.stale = stale;
    }

    /**
     * The kube-proxies of a cluster, all healthy.
     *
     * @param cluster the snapshot
     * @return what can be asked
     */
    public static KubeProxy of(ClusterSnapshot cluster) {
        return new KubeProxy(cluster, Set.of());
    }

    /**
     * {@return the same cluster, with kube-proxy stale on exactly these nodes: it fails every probe}
     *
     * @param nodes the names of the nodes
     */
    public KubeProxy staleOn(Collection<String> nodes) {
        return new KubeProxy(cluster, Set.copyOf(nodes));
    }

    /**
     * What a node does with a connection from outside.
     *
     * @param service the Service
     * @param port one of its ports
     * @param family the family of the connection
     * @param node the name of the node
     * @return the verdict with the endpoints used
     */
    public Forwarding forwarding(Service service, ServicePort port, IpFamily family, String node) {
        return forwarding(service, port, family, node, Client.OUTSIDE);
    }

    /**
     * What a node does with a connection to the node port or to the address of the load balancer.
     *
     * @param service the Service
     * @param port one of its ports
     * @param family the family of the connection
     * @param node the name of the node
     * @param client where the connection starts
     * @return the verdict with the endpoints used
     */
    public Forwarding forwarding(Service service, ServicePort port, IpFamily family, String node, Client client) {
        PortEndpoints known = endpoints(service, port, family);
        PortEndpoints.Choice anywhere = known.anywhere(node, zone(node));
        boolean local = service.externalTrafficPolicy() == TrafficPolicy.LOCAL && client == Client.OUTSIDE;
        PortEndpoints.Choice choice = local ? known.on(node) : anywhere;
        Coverage coverage = cluster.sliceCoverage(service.key());
        if (!local && known.hintsNameZones()) {
            coverage = coverage.and(coverage(node));
        }
        return new Forwarding(verdict(choice, anywhere), choice.basis(), choice.targets(), coverage);
    }

    private static Verdict verdict(PortEndpoints.Choice choice, PortEndpoints.Choice anywhere) {
        if (!choice.isEmpty()) {
            return Verdict.FORWARDS;
        }
        return anywhere.isEmpty() ? Verdict.REJECTS : Verdict.DROPS;
    }

    /**
     * What a node answers on the health-check node port of a Service, asked over its first family.
     *
     * @param service the Service
     * @param node the name of the node
     * @return the answer
     * @see #healthCheckNodePort(Service, IpFamily, String)
     */
    public ProbeAnswer healthCheckNodePort(Service service, String node) {
        return healthCheckNodePort(service, service.effectiveFamilies().get(0), node);
    }

    /**
     * What a node answers on the health-check node port of a Service: 200 if it has a ready endpoint. Endpoints that are ending
     * do not count, though they still get traffic; neither do taints or the deletion of the node. An endpoint counts once,
     * whatever number of ports it has.
     *
     * @param service the Service
     * @param family the family whose endpoints are counted
     * @param node the name of the node
     * @return the answer; silence unless the Service has such a port
     */
    public ProbeAnswer healthCheckNodePort(Service service, IpFamily family, String node) {
        boolean listens = service.type() == ServiceType.LOAD_BALANCER
                && service.externalTrafficPolicy() == TrafficPolicy.LOCAL
                && service.healthCheckNodePort().isPresent();
        if (!listens) {
            return ProbeAnswer.silent("Service/" + service.key() + " has no health-check node port in use");
        }
        int count = readyAddresses(service, family, node).size();
        ProbeAnswer answer = stale.contains(node)
                ? staleOn(node)
                : count > 0
                        ? ProbeAnswer.passing("Node/" + node + " has " + count + " ready endpoints")
                        : ProbeAnswer.failing("Node/" + node + " has no ready endpoint");
        return answer.counting(count).knowing(cluster.sliceCoverage(service.key()));
    }

    private Set<IpAddress> readyAddresses(Service service, IpFamily family, String node) {
        return service.ports().stream()
                .flatMap(port -> endpoints(service, port, family).readyOn(node).stream())
                .map(Target::address)
                .collect(Collectors.toSet());
    }

    /**
     * What a node answers on {@code :10256/healthz}: 200 if kube-proxy works and the node is not going away, that is, it has
     * neither a deletion timestamp nor the taint of the cluster autoscaler. A cordon does not count. Releases before 1.28 look
     * at kube-proxy alone.
     *
     * @param node the name of the node
     * @return the answer
     */
    public ProbeAnswer healthz(String node) {
        if (stale.contains(node)) {
            return staleOn(node);
        }
        Optional<Node> seen = cluster.node(node);
        if (seen.isEmpty()) {
            return ProbeAnswer.failing("Node/" + node + " is not there").knowing(coverage(node));
        }
        if (seen.get().deletionRequested().isPresent()) {
            return ProbeAnswer.failing("Node/" + node + " metadata.deletionTimestamp is set");
        }
        return NodeEligibility.toBeDeletedByAutoscaler(seen.get())
                ? ProbeAnswer.failing("Node/" + node + " spec.taints has " + NodeEligibility.AUTOSCALER_TAINT)
                : ProbeAnswer.passing("kube-proxy works and Node/" + node + " stays");
    }

    /**
     * What a node answers on {@code :10256/livez}: 200 if kube-proxy works, whatever becomes of the node.
     *
     * @param node the name of the node
     * @return the answer
     */
    public ProbeAnswer livez(String node) {
        return stale.contains(node) ? staleOn(node) : ProbeAnswer.passing("kube-proxy works on Node/" + node);
    }

    private static ProbeAnswer staleOn(String node) {
        return ProbeAnswer.failing("kube-proxy is stale on Node/" + node);
    }

    private PortEndpoints endpoints(Service service, ServicePort port, IpFamily family) {
        return endpoints.computeIfAbsent(
                new PortQuestion(service, port, family),
                question -> new PortEndpoints(EndpointMerge.of(cluster, service, port, family)));
    }

    private Optional<String> zone(String node) {
        return cluster.node(node).flatMap(Node::zone);
    }

    private Coverage coverage(String node) {
        return cluster.node(node).isPresent() ? Coverage.COMPLETE : cluster.coverage(ObjectType.NODE);
    }
}
