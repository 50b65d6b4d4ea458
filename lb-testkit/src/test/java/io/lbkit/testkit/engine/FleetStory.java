package io.lbkit.testkit.engine;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.lb.Member;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.reconcile.spi.ProviderException;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** What happens between two states of a cluster, and in a cloud, as events for a fleet planner. */
final class FleetStory {
    static final String CLUSTER = "test";

    private FleetStory() {}

    /** Each object that differs, once; in any order they lead from one snapshot to the other. */
    static List<Consumer<FleetPlanner>> events(ClusterSnapshot before, ClusterSnapshot after) {
        List<Consumer<FleetPlanner>> events = new ArrayList<>();
        for (Service service : after.services()) {
            events.add(fleet -> fleet.upsert(service));
        }
        for (Node node : after.nodes()) {
            events.add(fleet -> fleet.upsert(node));
        }
        for (EndpointSlice slice : after.endpointSlices()) {
            events.add(fleet -> fleet.upsert(slice));
        }
        for (Service service : before.services()) {
            if (after.service(service.key()).isEmpty()) {
                events.add(
                        fleet -> fleet.remove(ObjectType.SERVICE, service.key().toString()));
            }
        }
        for (Node node : before.nodes()) {
            if (after.node(node.name()).isEmpty()) {
                events.add(fleet -> fleet.remove(ObjectType.NODE, node.name()));
            }
        }
        for (EndpointSlice slice : before.endpointSlices()) {
            if (after.endpointSlice(slice.key()).isEmpty()) {
                events.add(fleet ->
                        fleet.remove(ObjectType.ENDPOINT_SLICE, slice.key().toString()));
            }
        }
        return events;
    }

    /** Somebody does something in the cloud that leaves traces for a plan. */
    static void meddle(SimulatedCloud cloud, Random chance) {
        List<Resource> all = List.copyOf(observe(cloud).actual().resources());
        if (all.isEmpty()) {
            return;
        }
        Resource victim = all.get(chance.nextInt(all.size()));
        boolean pool = victim.kind().equals(SimulatedKinds.BACKEND_POOL_KIND);
        switch (chance.nextInt(5)) {
            case 0 -> cloud.console().deleteWithUsers(victim.id());
            case 1 -> cloud.console().stripMark(victim.id());
            case 2 -> {
                if (pool) {
                    cloud.console().addMembers(victim.id(), Member.of("stranger"));
                }
            }
            case 3 -> {
                if (pool
                        && victim.members().isPresent()
                        && !victim.members().get().isEmpty()) {
                    cloud.console()
                            .removeMembers(
                                    victim.id(), victim.members().get().asList().get(0));
                }
            }
            default -> change(cloud, victim);
        }
    }

    /** Another cluster makes an object that is about to be made here. */
    static void occupy(SimulatedCloud cloud, Plan plan) {
        plan.steps().stream()
                .filter(step -> step.action() == Action.CREATE)
                .map(step -> step.change().resource())
                .filter(wanted -> wanted.dependsOn().isEmpty())
                .findFirst()
                .ifPresent(wanted -> cloud.console()
                        .create(Resource.builder()
                                .from(wanted)
                                .owners(List.of(Owner.ofCluster("another")))
                                .applied(Optional.empty())
                                .build()));
    }

    private static void change(SimulatedCloud cloud, Resource victim) {
        if (victim.kind().equals(SimulatedKinds.LISTENER_KIND)) {
            cloud.console().set(victim.id(), SimulatedKinds.SESSION_AFFINITY, "Other");
        } else if (victim.kind().equals(SimulatedKinds.HEALTH_CHECK_KIND)) {
            cloud.console().set(victim.id(), SimulatedKinds.INTERVAL_SECONDS, 77L);
        } else if (victim.kind().equals(SimulatedKinds.LOAD_BALANCER_KIND)) {
            cloud.console().set(victim.id(), SimulatedKinds.SCHEME, "odd");
        }
    }

    static Observation observe(SimulatedCloud cloud) {
        return cloud.observe(ObservationScope.cluster(CLUSTER));
    }

    /** The same observation with another mark on an object: two Services own it now. */
    static Observation sharing(Observation seen, ClusterSnapshot cluster, Random chance) {
        List<Resource> all = List.copyOf(seen.actual().resources());
        List<Service> services = List.copyOf(cluster.services());
        if (all.isEmpty() || services.isEmpty()) {
            return seen;
        }
        Resource shared = all.get(chance.nextInt(all.size()));
        Owner another = Owner.of(CLUSTER, services.get(chance.nextInt(services.size())));
        List<Resource> changed = new ArrayList<>(all);
        changed.remove(shared);
        changed.add(Resource.builder().from(shared).addOwner(another).build());
        return Observation.builder()
                .from(seen)
                .actual(ResourceGraph.of(changed))
                .build();
    }

    static Unreadable unreadable(Service service) {
        return new Unreadable(ObjectType.SERVICE, service.key().toString(), Optional.of(service.key()), List.of());
    }

    static Coverage other(Coverage coverage) {
        return coverage == Coverage.COMPLETE ? Coverage.PARTIAL : Coverage.COMPLETE;
    }

    static boolean quietly(Runnable action) {
        try {
            action.run();
            return true;
        } catch (ProviderException refused) {
            return false;
        }
    }
}
