package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.reconcile.backend.Forwarding;
import io.lbkit.reconcile.backend.KubeProxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects of the API server at one time, and what kube-proxy makes of them on each node. Probes and connections ask the same
 * again and again, so the answers are kept.
 */
final class ClusterVersion {
    private static final long PROXY_HEALTH_PORT = 10_256;

    private final ClusterSnapshot cluster;
    private final KubeProxy proxy;
    private final Map<NodePort, Boolean> checks = new HashMap<>();
    private final Map<Packet, List<Forwarding.Target>> targets = new HashMap<>();

    private record NodePort(String node, long port) {}

    private record Packet(String node, Route route) {}

    ClusterVersion(ClusterSnapshot cluster) {
        this.cluster = cluster;
        this.proxy = KubeProxy.of(cluster);
    }

    ClusterSnapshot cluster() {
        return cluster;
    }

    /** {@return whether a check of a port of a node passes} */
    boolean passes(String node, long port) {
        return checks.computeIfAbsent(new NodePort(node, port), this::check);
    }

    private boolean check(NodePort asked) {
        if (asked.port() == PROXY_HEALTH_PORT) {
            return proxy.healthz(asked.node()).passes();
        }
        return cluster.services().stream()
                .filter(service -> service.healthCheckNodePort().orElse(-1) == asked.port())
                .anyMatch(service ->
                        proxy.healthCheckNodePort(service, asked.node()).passes());
    }

    /** {@return where a node sends what a load balancer sends to it: by its node port, or by the address that a Service has} */
    List<Forwarding.Target> targets(String node, Route route) {
        return targets.computeIfAbsent(new Packet(node, route), this::forward);
    }

    private List<Forwarding.Target> forward(Packet packet) {
        List<Forwarding.Target> found = new ArrayList<>();
        Route route = packet.route();
        for (Service service : cluster.services()) {
            for (ServicePort port : service.ports()) {
                if (isMeant(route, service, port)) {
                    found.addAll(proxy.forwarding(service, port, route.door().family(), packet.node())
                            .targets());
                }
            }
        }
        return found;
    }

    private static boolean isMeant(Route route, Service service, ServicePort port) {
        if (route.nodePort().isPresent()) {
            return port.protocol() == route.door().protocol()
                    && port.nodePort().orElse(-1) == route.nodePort().getAsLong();
        }
        return route.door().isOf(port)
                && service.ingress().stream()
                        .anyMatch(ingress ->
                                ingress.ip().filter(route.address()::equals).isPresent());
    }
}
