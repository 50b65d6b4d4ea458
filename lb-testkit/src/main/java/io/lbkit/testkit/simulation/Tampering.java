package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.Console;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What people do in the cloud behind the controller's back. */
final class Tampering {
    private final LoadBalancers loadBalancers;
    private final Console console;
    private final Trace trace;

    Tampering(LoadBalancers loadBalancers, Console console, Trace trace) {
        this.loadBalancers = loadBalancers;
        this.console = console;
        this.trace = trace;
    }

    /** Ten edits, by their number; what is in use or not there stays as it is. */
    void edit(ServiceKey service, int number) {
        try {
            switch (number) {
                case 0 -> first(service, SimulatedKinds.BACKEND_POOL_KIND).ifPresent(this::removeFirstMember);
                case 1 ->
                    first(service, SimulatedKinds.BACKEND_POOL_KIND)
                            .ifPresent(pool -> console.addMembers(pool.id(), Member.of("stray")));
                case 2 ->
                    first(service, SimulatedKinds.BACKEND_POOL_KIND)
                            .ifPresent(pool -> console.set(pool.id(), SimulatedKinds.DRAIN_SECONDS, 1L));
                case 3 ->
                    first(service, SimulatedKinds.LISTENER_KIND)
                            .ifPresent(listener -> console.deleteWithUsers(listener.id()));
                case 4 ->
                    first(service, SimulatedKinds.FIREWALL_KIND)
                            .ifPresent(firewall -> console.set(
                                    firewall.id(),
                                    SimulatedKinds.SOURCE_RANGES,
                                    new TreeSet<>(List.of("203.0.113.0/24"))));
                case 5 ->
                    first(service, SimulatedKinds.LISTENER_KIND)
                            .ifPresent(listener -> console.stripMark(listener.id()));
                case 6 ->
                    first(service, SimulatedKinds.BACKEND_POOL_KIND).ifPresent(pool -> console.stripMark(pool.id()));
                case 7 ->
                    first(service, SimulatedKinds.LOAD_BALANCER_KIND)
                            .ifPresent(balancer -> console.deleteWithUsers(balancer.id()));
                case 8 ->
                    first(service, SimulatedKinds.LISTENER_KIND)
                            .ifPresent(listener ->
                                    console.set(listener.id(), SimulatedKinds.SESSION_AFFINITY, "ClientIP"));
                default -> squat(service);
            }
        } catch (ProviderException e) {
            trace.add("the console refused: " + e.getMessage());
        }
    }

    private Optional<Resource> first(ServiceKey service, ResourceKind kind) {
        return loadBalancers.now().objects().stream()
                .filter(object -> object.kind().equals(kind))
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
        Optional<Resource> listener = first(service, SimulatedKinds.LISTENER_KIND);
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
                console.deleteWithUsers(object.id());
            }
        }
    }
}
