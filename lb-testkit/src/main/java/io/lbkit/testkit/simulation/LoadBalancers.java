package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The load balancers as they treat connections: by settings that arrive late, and by health that is known now. */
final class LoadBalancers {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.10");

    private final Scheduler queue;
    private final SimulatedCloud cloud;
    private final HealthChecks checks;
    private final Network network;
    private final Duration propagation;
    private final Timeline<CloudView> views = new Timeline<>(new CloudView(List.of()), KEPT);
    private final Departures departures = new Departures();
    private long seen;

    LoadBalancers(Scheduler queue, SimulatedCloud cloud, Network network, Duration propagation) {
        this.queue = queue;
        this.cloud = cloud;
        this.network = network;
        this.propagation = propagation;
        this.checks = new HealthChecks(queue, network);
        cloud.health(checks);
    }

    /** {@return the objects of the cloud now} */
    CloudView now() {
        long changes = cloud.console().changes();
        if (changes != seen) {
            seen = changes;
            CloudView next = new CloudView(cloud.console().objects());
            departures.note(views.newest(), next, queue.instant());
            views.put(queue.instant(), next);
            checks.changed(next);
        }
        return views.newest();
    }

    /** {@return whether a member has left its pool, and its connections have been cut} */
    boolean hasDrained(Resource pool, Member member, Instant now) {
        return departures.hasDrained(pool, member.key(), now);
    }

    /** {@return the objects that connections meet} */
    CloudView inForce() {
        CloudView newest = now();
        return propagation.isZero() ? newest : views.asOf(queue.instant().minus(propagation));
    }

    /** {@return the way that a connection takes, to a pool, or why it takes none} */
    Way way(IpAddress address, int port) {
        Optional<CloudView.Frontend> frontend = inForce().at(address);
        if (frontend.isEmpty()) {
            return Way.closed(ConnectionResult.NO_LOAD_BALANCER);
        }
        Optional<CloudView.Listener> listener = frontend.get().listener(port);
        if (listener.isEmpty()) {
            return Way.closed(ConnectionResult.NO_LISTENER);
        }
        if (frontend.get().firewalls().stream().noneMatch(firewall -> firewall.admits(CLIENT, port))) {
            return Way.closed(ConnectionResult.FIREWALLED);
        }
        List<Member> healthy = listener.get().pool().map(this::healthyMembers).orElse(List.of());
        return healthy.isEmpty()
                ? Way.closed(ConnectionResult.NO_HEALTHY_MEMBER)
                : new Way(ConnectionResult.SERVED, listener.get().pool(), healthy);
    }

    /**
     * Where a connection is led.
     *
     * @param result why it is led nowhere; served if it is
     * @param pool the pool
     * @param members who may get it
     */
    record Way(ConnectionResult result, Optional<Resource> pool, List<Member> members) {
        static Way closed(ConnectionResult why) {
            return new Way(why, Optional.empty(), List.of());
        }
    }

    private List<Member> healthyMembers(Resource pool) {
        Map<MemberKey, MemberHealth> health =
                cloud.console().health(pool.cloudId().orElse(""));
        return active(pool, member -> isHealthy(health.get(member.key())));
    }

    private static List<Member> active(Resource pool, Predicate<Member> wanted) {
        return CloudView.members(pool).asList().stream()
                .filter(member -> member.state() == MemberState.ACTIVE && member.weight() > 0)
                .filter(wanted)
                .toList();
    }

    private static boolean isHealthy(@Nullable MemberHealth health) {
        return health != null && health.state() == MemberHealth.State.HEALTHY;
    }

    /** {@return the ports of a Service for which there is a member that is healthy, or has ceased to be so after a time} */
    Set<Integer> openPorts(Service service, Instant since) {
        return ports(service, (pool, member) -> true, pool -> membersHealthyLately(pool, since));
    }

    private List<Member> membersHealthyLately(Resource pool, Instant since) {
        Map<MemberKey, MemberHealth> health =
                cloud.console().health(pool.cloudId().orElse(""));
        return active(
                pool,
                member -> isHealthy(health.get(member.key()))
                        || (isUnhealthy(health.get(member.key()))
                                && checks.since(pool, member).isAfter(since)));
    }

    private static boolean isUnhealthy(@Nullable MemberHealth health) {
        return health != null && health.state() == MemberHealth.State.UNHEALTHY;
    }

    /** {@return the ports of a Service on which connections are served now, one at least} */
    Set<Integer> servingPorts(Service service) {
        return servingPorts(service, Instant.MAX);
    }

    /** {@return the ports on which connections are served now, by somebody who has been healthy since a time} */
    Set<Integer> servingPorts(Service service, Instant since) {
        return ports(
                service,
                (pool, member) -> !checks.since(pool, member).isAfter(since) && serves(pool, member, service.key()),
                this::healthyMembers);
    }

    private Set<Integer> ports(
            Service service, BiPredicate<Resource, Member> counts, Function<Resource, List<Member>> members) {
        Set<Integer> ports = new TreeSet<>();
        for (LoadBalancerIngress ingress : service.ingress()) {
            Optional<CloudView.Frontend> frontend = ingress.ip().flatMap(now()::at);
            service.ports()
                    .forEach(port -> frontend.flatMap(found -> found.listener(port.port()))
                            .flatMap(CloudView.Listener::pool)
                            .filter(pool -> members.apply(pool).stream().anyMatch(member -> counts.test(pool, member)))
                            .ifPresent(pool -> ports.add(port.port())));
        }
        return ports;
    }

    private boolean serves(Resource pool, Member member, ServiceKey service) {
        return network.arrivals(pool, member, service).stream()
                .anyMatch(arrival -> arrival.result() == ConnectionResult.SERVED);
    }
}
