package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private static final IpAddress IPV4_CLIENT = IpAddress.parse("192.0.2.10");
    private static final IpAddress IPV6_CLIENT = IpAddress.parse("2001:db8:ffff::10");

    private final Scheduler queue;
    private final SimulatedCloud cloud;
    private final HealthChecks checks;
    private final Network network;
    private final Duration propagation;
    private final Timeline<CloudView> views = new Timeline<>(new CloudView(List.of()), KEPT);
    private final Departures departures = new Departures();
    private long seen;

    /** When the effects of calls can be seen that cannot be seen yet, the earliest first. */
    private final Deque<Instant> effects = new ArrayDeque<>();

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
        Instant instant = queue.instant();
        boolean isOld = changes != seen;
        if (isOld) {
            seen = changes;
            effects.add(instant.plus(cloud.shape().operationTime()));
        }
        while (!effects.isEmpty() && !instant.isBefore(effects.peek())) {
            effects.poll();
            isOld = true;
        }
        if (isOld) {
            CloudView next = new CloudView(cloud.console().objects());
            departures.note(views.newest(), next, queue.instant());
            views.put(queue.instant(), next);
            checks.changed(next);
        }
        return views.newest();
    }

    /** {@return whether a member has left its pool, and its connections have been cut} */
    boolean hasDrained(Resource pool, Member member, Instant now) {
        return now().drainSeconds(pool)
                .filter(seconds -> departures.hasDrained(pool, member.key(), seconds, now))
                .isPresent();
    }

    /** {@return the objects that connections meet} */
    CloudView inForce() {
        CloudView newest = now();
        return propagation.isZero() ? newest : views.asOf(queue.instant().minus(propagation));
    }

    /** {@return the way that a connection takes, to a pool, or why it takes none} */
    Way way(IpAddress address, Door door) {
        Optional<Frontend> frontend = inForce().at(address);
        if (frontend.isEmpty()) {
            return Way.closed(ConnectionResult.NO_LOAD_BALANCER);
        }
        Optional<Frontend.Listener> listener = frontend.get().listener(door);
        if (listener.isEmpty()) {
            return Way.closed(ConnectionResult.NO_LISTENER);
        }
        if (!frontend.get().admits(client(door.family()), door)) {
            return Way.closed(ConnectionResult.FIREWALLED);
        }
        Optional<Route> route = listener.get().route(address, door);
        List<Member> healthy = route.map(Route::pool).map(this::healthyMembers).orElse(List.of());
        return healthy.isEmpty()
                ? Way.closed(ConnectionResult.NO_HEALTHY_MEMBER)
                : new Way(ConnectionResult.SERVED, route, healthy);
    }

    private static IpAddress client(IpFamily family) {
        return family == IpFamily.IPV4 ? IPV4_CLIENT : IPV6_CLIENT;
    }

    /**
     * Where a connection is led.
     *
     * @param result why it is led nowhere; served if it is
     * @param route the way to a pool
     * @param members who may get it
     */
    record Way(ConnectionResult result, Optional<Route> route, List<Member> members) {
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

    /** {@return the doors of a Service behind which there is a member that is healthy, or has ceased to be so after a time} */
    Set<Door> openDoors(Service service, Instant since) {
        return doors(service, (route, member) -> isOpen(route, member, service.key(), since), this::members);
    }

    private List<Member> members(Resource pool) {
        return active(pool, member -> true);
    }

    /** Where members are checked only once traffic is led to them, those that would serve are open before they are healthy. */
    private boolean isOpen(Route route, Member member, ServiceKey service, Instant since) {
        Resource pool = route.pool();
        MemberHealth health = cloud.console().health(pool.cloudId().orElse("")).get(member.key());
        boolean checkedBefore =
                pool.kind().members().filter(MemberSchema::checkedBeforeUse).isPresent();
        return isHealthy(health)
                || (isUnhealthy(health) && checks.since(pool, member).isAfter(since))
                || (!checkedBefore && !isUnhealthy(health) && serves(route, member, service));
    }

    /** {@return whether the cloud checks members before traffic is led to them} */
    boolean areCheckedBeforeUse() {
        return cloud.kinds().stream().flatMap(kind -> kind.members().stream()).anyMatch(MemberSchema::checkedBeforeUse);
    }

    private static boolean isUnhealthy(@Nullable MemberHealth health) {
        return health != null && health.state() == MemberHealth.State.UNHEALTHY;
    }

    /** {@return the doors of a Service at which connections are served now, one at least} */
    Set<Door> servingDoors(Service service) {
        return servingDoors(service, Instant.MAX);
    }

    /** {@return the doors at which connections are served now, by somebody who has been healthy since a time} */
    Set<Door> servingDoors(Service service, Instant since) {
        return doors(
                service,
                (route, member) ->
                        !checks.since(route.pool(), member).isAfter(since) && serves(route, member, service.key()),
                this::healthyMembers);
    }

    private Set<Door> doors(
            Service service, BiPredicate<Route, Member> counts, Function<Resource, List<Member>> members) {
        Set<Door> doors = new TreeSet<>();
        for (LoadBalancerIngress ingress : service.ingress()) {
            ingress.ip()
                    .ifPresent(address -> Door.of(service).stream()
                            .filter(door -> door.family() == address.family())
                            .filter(door -> route(address, door)
                                    .filter(route -> members.apply(route.pool()).stream()
                                            .anyMatch(member -> counts.test(route, member)))
                                    .isPresent())
                            .forEach(doors::add));
        }
        return doors;
    }

    private Optional<Route> route(IpAddress address, Door door) {
        return now().at(address)
                .flatMap(frontend -> frontend.listener(door))
                .flatMap(listener -> listener.route(address, door));
    }

    private boolean serves(Route route, Member member, ServiceKey service) {
        return network.arrivals(route, member, service).stream()
                .anyMatch(arrival -> arrival.result() == ConnectionResult.SERVED);
    }
}
