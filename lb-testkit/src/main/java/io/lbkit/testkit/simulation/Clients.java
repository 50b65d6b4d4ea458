package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Clients that open connections to the published addresses of the Services, most of them short, some of them long. */
final class Clients {
    private static final int ONE_OF_TEN_IS_LONG = 10;
    private static final int LONGEST_SECONDS = 45;

    private final Scheduler queue;
    private final SimulatedCluster cluster;
    private final LoadBalancers loadBalancers;
    private final Network network;
    private final RandomGenerator random;
    private final Duration interval;
    private final Trace trace;
    private final Set<ServiceKey> used = new HashSet<>();
    private final Set<ServiceKey> served = new HashSet<>();
    private final Map<ConnectionResult, Long> results = new EnumMap<>(ConnectionResult.class);

    Clients(
            Scheduler queue,
            SimulatedCluster cluster,
            LoadBalancers loadBalancers,
            Network network,
            RandomGenerator random,
            Duration interval,
            Trace trace) {
        this.queue = queue;
        this.cluster = cluster;
        this.loadBalancers = loadBalancers;
        this.network = network;
        this.random = random;
        this.interval = interval;
        this.trace = trace;
    }

    /** From now on the Service is used. */
    void use(ServiceKey service) {
        if (used.add(service)) {
            comeAgain(service);
        }
    }

    Map<ConnectionResult, Long> results() {
        return new EnumMap<>(results);
    }

    private void comeAgain(ServiceKey service) {
        long pause = 1 + random.nextLong(2 * interval.toMillis());
        queue.schedule(queue.instant().plusMillis(pause), () -> open(service));
    }

    private void open(ServiceKey key) {
        Optional<Service> service = cluster.snapshot().service(key);
        if (service.isEmpty()) {
            used.remove(key);
            served.remove(key);
            return;
        }
        if (!service.get().ingress().isEmpty()) {
            List<Door> doors = Door.of(service.get());
            Door door = doors.get(random.nextInt(doors.size()));
            address(service.get(), door).ifPresent(to -> connect(service.get(), to, door));
        }
        comeAgain(key);
    }

    /** Where a Service has several addresses of a family, clients know which one is for what. */
    private Optional<IpAddress> address(Service service, Door door) {
        List<IpAddress> published = service.ingress().stream()
                .flatMap(ingress -> ingress.ip().stream())
                .filter(address -> address.family() == door.family())
                .toList();
        return published.stream()
                .filter(address -> loadBalancers
                        .inForce()
                        .at(address)
                        .flatMap(frontend -> frontend.listener(door))
                        .isPresent())
                .findFirst()
                .or(() -> published.stream().findFirst());
    }

    private void connect(Service service, IpAddress address, Door door) {
        LoadBalancers.Way way = loadBalancers.way(address, door);
        if (way.members().isEmpty()) {
            count(service, way.result());
            return;
        }
        Route route = way.route().orElseThrow();
        Member member = way.members().get(random.nextInt(way.members().size()));
        List<Network.Arrival> ends = network.arrivals(route, member, service.key());
        Network.Arrival end = ends.get(random.nextInt(ends.size()));
        boolean isLong = random.nextInt(ONE_OF_TEN_IS_LONG) == 0;
        if (end.result() == ConnectionResult.SERVED && isLong) {
            Connection connection = new Connection(
                    service.key(), route.pool(), member, end.pod().orElseThrow(), queue.instant());
            queue.schedule(
                    queue.instant().plusSeconds(1 + random.nextInt(LONGEST_SECONDS)),
                    () -> count(service, connection.end(queue.instant(), loadBalancers)));
        } else {
            count(service, end.result());
        }
    }

    private void count(Service service, ConnectionResult result) {
        ConnectionResult counted = judged(service.key(), result);
        results.merge(counted, 1L, Long::sum);
        if (counted == ConnectionResult.SERVED) {
            served.add(service.key());
        } else if (counted.isLost()) {
            trace.add("connection to " + service.key() + " lost: " + counted.label());
        }
    }

    private ConnectionResult judged(ServiceKey service, ConnectionResult result) {
        if (!result.isLost()) {
            return result;
        }
        if (nothingReady(service)) {
            return ConnectionResult.NOTHING_READY;
        }
        return served.contains(service) ? result : ConnectionResult.STARTING;
    }

    /** Judged by what is, not by what the API server knows. */
    private boolean nothingReady(ServiceKey service) {
        return cluster.pods().of(service).stream().noneMatch(PodProcess::serves);
    }

    /** A connection that stays open for a time. */
    private record Connection(ServiceKey service, Resource pool, Member member, PodProcess pod, Instant since) {
        ConnectionResult end(Instant now, LoadBalancers loadBalancers) {
            if (pod.gone().isPresent()) {
                return ConnectionResult.POD_ENDED;
            }
            if (!pod.machine().isUp()) {
                return ConnectionResult.NODE_LOST;
            }
            return loadBalancers.hasDrained(pool, member, now) ? ConnectionResult.DRAIN_ENDED : ConnectionResult.SERVED;
        }
    }
}
