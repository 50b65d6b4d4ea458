package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.List;
import java.util.Optional;

/** Where packets really go: what the load balancer reaches at a member, and what answers its probes. */
final class Network {
    private final Scheduler queue;
    private final SimulatedCluster cluster;

    /**
     * Where a connection ends.
     *
     * @param result what becomes of it
     * @param pod the pod that gets it, if one does
     */
    record Arrival(ConnectionResult result, Optional<PodProcess> pod) {
        static Arrival nowhere(ConnectionResult why) {
            return new Arrival(why, Optional.empty());
        }
    }

    Network(Scheduler queue, SimulatedCluster cluster) {
        this.queue = queue;
        this.cluster = cluster;
    }

    /** {@return every end that a connection to a member may have; at least one} */
    List<Arrival> arrivals(Route route, Member member, ServiceKey service) {
        return isOfPods(route.pool())
                ? List.of(atPod(member.address(), member.port().orElse(0), service))
                : atNode(route, member, service);
    }

    private static boolean isOfPods(Resource pool) {
        return pool.get(SimulatedKinds.MODE)
                .filter(BackendMode.POD_IP.label()::equals)
                .isPresent();
    }

    private Arrival atPod(Optional<IpAddress> address, int port, ServiceKey service) {
        Optional<PodProcess> found = address.flatMap(cluster.pods()::at);
        if (found.isEmpty()) {
            return Arrival.nowhere(ConnectionResult.POD_GONE);
        }
        PodProcess pod = found.get();
        if (!pod.machine().isUp()) {
            return Arrival.nowhere(ConnectionResult.NODE_DOWN);
        }
        if (!pod.isAccepting() || port != PodProcess.PORT) {
            return Arrival.nowhere(ConnectionResult.POD_NOT_LISTENING);
        }
        ConnectionResult result = !pod.isOf(service.namespace(), service.name())
                ? ConnectionResult.WRONG_POD
                : pod.isReady() ? ConnectionResult.SERVED : ConnectionResult.POD_NOT_READY;
        return new Arrival(result, found);
    }

    private List<Arrival> atNode(Route route, Member member, ServiceKey service) {
        Optional<Machine> machine = cluster.machine(member.id()).filter(Machine::isUp);
        if (machine.isEmpty()) {
            return List.of(Arrival.nowhere(ConnectionResult.NODE_DOWN));
        }
        List<Arrival> arrivals = rules(machine.get()).targets(machine.get().name(), route).stream()
                .map(target -> atPod(Optional.of(target.address()), target.port(), service))
                .toList();
        return arrivals.isEmpty() ? List.of(Arrival.nowhere(ConnectionResult.NODE_WITHOUT_ENDPOINT)) : arrivals;
    }

    /** {@return whether a member passes the check of its pool now} */
    boolean passes(Resource pool, Member member, Optional<Resource> check) {
        if (check.isEmpty()) {
            return true;
        }
        if (isOfPods(pool)) {
            return member.address()
                    .flatMap(cluster.pods()::at)
                    .filter(pod -> pod.machine().isUp() && pod.isAccepting())
                    .isPresent();
        }
        Optional<Machine> machine = cluster.machine(member.id()).filter(node -> node.isUp() && node.isProxyUp());
        long port = check.get().get(SimulatedKinds.CHECK_PORT).orElse(0L);
        return machine.filter(node -> rules(node).passes(node.name(), port)).isPresent();
    }

    private ClusterVersion rules(Machine machine) {
        return machine.rules(cluster.api(), queue.instant());
    }
}
