package io.lbkit.reconcile.guard;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who serves clients in each pool, and what a plan does to that. A member works if it is active, has a weight, and is healthy
 * where the cloud reports the health of its pool.
 */
final class Capacity {
    private final Plan plan;
    private final StepOrder order;
    private final SortedMap<ResourceId, SortedSet<MemberKey>> working = new TreeMap<>();
    private final SortedMap<ResourceId, List<Leaving>> leaving = new TreeMap<>();
    private final Set<ResourceId> made = new HashSet<>();
    private final Map<ServiceKey, SortedSet<ResourceId>> pools = new HashMap<>();

    /**
     * Working members that a step takes out of service.
     *
     * @param step the step
     * @param members the members
     */
    record Leaving(Step step, SortedSet<MemberKey> members) {}

    private Capacity(Plan plan) {
        this.plan = plan;
        this.order = new StepOrder(plan);
    }

    static Capacity of(Plan plan) {
        Capacity capacity = new Capacity(plan);
        plan.observation().actual().resources().forEach(capacity::count);
        plan.observation().actual().resources().forEach(capacity::assign);
        plan.desired().resources().forEach(capacity::assign);
        for (Step step : plan.steps()) {
            if (step.change() instanceof Change.Create) {
                capacity.made.add(step.resource());
            }
        }
        plan.steps().forEach(capacity::leave);
        return capacity;
    }

    private void count(Resource pool) {
        Map<MemberKey, MemberHealth> health = plan.observation().health().getOrDefault(pool.id(), Map.of());
        SortedSet<MemberKey> found = new TreeSet<>();
        for (Member member : pool.members().orElse(MemberSet.empty())) {
            MemberHealth reported = health.get(member.key());
            boolean healthy = health.isEmpty() || (reported != null && reported.state() == MemberHealth.State.HEALTHY);
            if (serves(member) && healthy) {
                found.add(member.key());
            }
        }
        if (!found.isEmpty()) {
            working.put(pool.id(), found);
        }
    }

    private void assign(Resource pool) {
        if (pool.kind().members().isPresent()) {
            owners(pool)
                    .forEach(service -> pools.computeIfAbsent(service, key -> new TreeSet<>())
                            .add(pool.id()));
        }
    }

    private static boolean serves(Member member) {
        return member.state() == MemberState.ACTIVE && member.weight() > 0;
    }

    private void leave(Step step) {
        SortedSet<MemberKey> members = new TreeSet<>();
        if (step.change() instanceof Change.Delete delete) {
            if (isObserved(delete.resource())) {
                members.addAll(working(step.resource()));
            }
        } else if (!made.contains(step.resource())) {
            step.removed().forEach(member -> members.add(member.key()));
            step.added().asList().stream()
                    .filter(member -> !serves(member))
                    .forEach(member -> members.add(member.key()));
            members.retainAll(working(step.resource()));
        }
        if (!members.isEmpty()) {
            leaving.computeIfAbsent(step.resource(), id -> new ArrayList<>()).add(new Leaving(step, members));
        }
    }

    /** A deletion of what another object of the same id has superseded takes nobody out of service. */
    private boolean isObserved(Resource deleted) {
        return plan.observation()
                .actual()
                .get(deleted.id())
                .filter(found -> found.cloudId().equals(deleted.cloudId()))
                .isPresent();
    }

    /** {@return the pools with working members, sorted} */
    SortedSet<ResourceId> pools() {
        return new TreeSet<>(working.keySet());
    }

    /** {@return the members that work before the plan} */
    SortedSet<MemberKey> working(ResourceId pool) {
        return working.getOrDefault(pool, new TreeSet<>());
    }

    /** {@return the steps that take members of a pool out of service, in the order of the plan} */
    List<Leaving> leaving(ResourceId pool) {
        return leaving.getOrDefault(pool, List.of());
    }

    /** {@return how many working members of a pool no step takes out of service} */
    int staying(ResourceId pool) {
        SortedSet<MemberKey> staying = new TreeSet<>(working(pool));
        leaving(pool).forEach(step -> staying.removeAll(step.members()));
        return staying.size();
    }

    /** {@return how many members begin to serve in a pool before a step, or with it} */
    int arriving(Step step, ResourceId pool) {
        return arriving(step, Set.of(pool));
    }

    /** {@return how many members begin to serve in some pools before a step, or with it} */
    int arriving(Step step, Set<ResourceId> pools) {
        return (int) order.upTo(step).stream()
                .filter(before -> pools.contains(before.resource()))
                .mapToLong(this::arrivals)
                .sum();
    }

    /** Who is registered already and is not healthy does not become so by being registered again. */
    private long arrivals(Step step) {
        MemberSet registered = made.contains(step.resource())
                ? MemberSet.empty()
                : plan.observation()
                        .actual()
                        .get(step.resource())
                        .flatMap(Resource::members)
                        .orElse(MemberSet.empty());
        return step.added().asList().stream()
                .filter(Capacity::serves)
                .filter(member ->
                        registered.get(member.key()).filter(Capacity::serves).isEmpty())
                .count();
    }

    /** {@return whether an object that is wanted has members that should serve} */
    boolean isServingWished(ResourceId pool) {
        return plan.desired().get(pool).flatMap(Resource::members).stream()
                .flatMap(members -> members.asList().stream())
                .anyMatch(Capacity::serves);
    }

    /** {@return the pools that a Service has or should have} */
    SortedSet<ResourceId> poolsOf(ServiceKey service) {
        return pools.getOrDefault(service, new TreeSet<>());
    }

    /** {@return the Services whose mark an object has and that are wanted, sorted} */
    static List<ServiceKey> ownersWanted(Plan plan, Resource resource) {
        return owners(resource).filter(plan.wanted()::contains).sorted().toList();
    }

    private static Stream<ServiceKey> owners(Resource resource) {
        return resource.owners().stream()
                .flatMap(owner -> owner.service().stream())
                .distinct();
    }
}
