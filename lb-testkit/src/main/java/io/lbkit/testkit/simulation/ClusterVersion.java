package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
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
    private final Map<NodePort, List<Forwarding.Target>> targets = new HashMap<>();

    private record NodePort(String node, long port) {}

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

    /** {@return where a node sends what comes to a node port} */
    List<Forwarding.Target> targets(String node, long nodePort) {
        return targets.computeIfAbsent(new NodePort(node, nodePort), this::forward);
    }

    private List<Forwarding.Target> forward(NodePort asked) {
        List<Forwarding.Target> found = new ArrayList<>();
        for (Service service : cluster.services()) {
            for (ServicePort port : service.ports()) {
                if (port.nodePort().orElse(-1) == asked.port()) {
                    found.addAll(proxy.forwarding(service, port, IpFamily.IPV4, asked.node())
                            .targets());
                }
            }
        }
        return found;
    }
}
