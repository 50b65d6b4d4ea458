package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.Console;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What people do in the cloud behind the controller's back. */
final class Tampering {
    /** Whom a firewall admits that somebody has narrowed at the console: no client of the simulation. */
    static final Set<String> NARROW = Set.of("203.0.113.0/24");

    private final LoadBalancers loadBalancers;
    private final Invariants invariants;
    private final SimulatedCloud cloud;
    private final Console console;
    private final Trace trace;

    Tampering(LoadBalancers loadBalancers, Invariants invariants, SimulatedCloud cloud, Trace trace) {
        this.loadBalancers = loadBalancers;
        this.invariants = invariants;
        this.cloud = cloud;
        this.console = cloud.console();
        this.trace = trace;
    }

    /** Ten edits, by their number; what is in use or not there stays as it is. Whoever edits waits for the effect. */
    void edit(ServiceKey service, int number) {
        awaiting(() -> make(service, number));
    }

    private void awaiting(Runnable edit) {
        long before = console.changes();
        edit.run();
        if (console.changes() != before) {
            cloud.advance(cloud.shape().operationTime());
        }
    }

    private void make(ServiceKey service, int number) {
        try {
            switch (number) {
                case 0 -> first(service, Role.BACKEND_POOL).ifPresent(this::removeFirstMember);
                case 1 ->
                    first(service, Role.BACKEND_POOL)
                            .ifPresent(pool -> console.addMembers(pool.id(), Member.of("stray")));
                case 2 ->
                    first(service, Role.BACKEND_POOL)
                            .filter(pool -> CloudView.value(pool, SimulatedKinds.DRAIN_SECONDS)
                                    .isPresent())
                            .ifPresent(pool -> console.set(pool.id(), SimulatedKinds.DRAIN_SECONDS, 1L));
                case 3 -> first(service, Role.LISTENER).ifPresent(listener -> console.deleteWithUsers(listener.id()));
                case 4 ->
                    first(service, Role.FIREWALL)
                            .ifPresent(firewall ->
                                    console.set(firewall.id(), SimulatedKinds.SOURCE_RANGES, new TreeSet<>(NARROW)));
                case 5 -> first(service, Role.LISTENER).ifPresent(listener -> console.stripMark(listener.id()));
                case 6 -> first(service, Role.BACKEND_POOL).ifPresent(pool -> console.stripMark(pool.id()));
                case 7 -> first(service, Role.LOAD_BALANCER).ifPresent(this::delete);
                case 8 ->
                    first(service, Role.LISTENER)
                            .ifPresent(listener ->
                                    console.set(listener.id(), SimulatedKinds.SESSION_AFFINITY, "ClientIP"));
                default -> squat(service);
            }
        } catch (ProviderException e) {
            trace.add("the console refused: " + e.getMessage());
        }
    }

    private void delete(Resource balancer) {
        invariants.givenUp(balancer);
        console.deleteWithUsers(balancer.id());
    }

    private Optional<Resource> first(ServiceKey service, Role role) {
        return loadBalancers.now().objects().stream()
                .filter(object -> object.kind().role() == role)
                .filter(object -> object.owners().stream()
                        .anyMatch(
                                owner -> owner.service().filter(service::equals).isPresent()))
                .findFirst();
    }

    private void removeFirstMember(Resource pool) {
        List<Member> members = CloudView.members(pool).asList();
        if (!members.isEmpty()) {
            console.removeMembers(pool.id(), members.get(0));
        }
    }

    /** An object of another cluster takes a name that ours has: ours goes first. */
    private void squat(ServiceKey service) {
        Optional<Resource> listener = first(service, Role.LISTENER);
        if (listener.isPresent()) {
            console.deleteWithUsers(listener.get().id());
            console.create(Resource.builder()
                    .from(listener.get())
                    .cloudId(Optional.empty())
                    .revision(Optional.empty())
                    .owners(List.of(Owner.ofCluster("somebody-else")))
                    .build());
        }
    }

    /** Removes what is not ours, with all that uses it. */
    void removeForeign() {
        for (Resource object : loadBalancers.now().objects()) {
            boolean exists = loadBalancers
                    .now()
                    .byCloudId(object.cloudId().orElseThrow())
                    .isPresent();
            if (exists && !Invariants.isOurs(object)) {
                awaiting(() -> console.deleteWithUsers(object.id()));
            }
        }
    }
}
