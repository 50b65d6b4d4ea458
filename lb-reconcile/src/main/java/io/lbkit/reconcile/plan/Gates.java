package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.StepKey.Phase;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides what steps wait for: members leave once those that came are healthy, traffic is led to another pool once that is
 * healthy, what an object served is deleted once the pools that take over are healthy, and a pool is deleted once its members
 * have drained.
 */
final class Gates {
    private final Admission admission;
    private final Observation observation;
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final Set<ResourceId> inUse = new HashSet<>();
    private final Set<ResourceId> made = new HashSet<>();
    private final Map<ServiceKey, SortedSet<ResourceId>> takingOver = new HashMap<>();
    private final Map<ServiceKey, SortedSet<ResourceId>> pools = new HashMap<>();

    private Gates(PlanRequest request, Admission admission, ResourceGraph desired, ResourceGraph actual) {
        this.admission = admission;
        this.observation = request.observation();
        this.desired = desired;
        this.actual = actual;
    }

    static Gates of(
            PlanRequest request,
            Admission admission,
            ResourceGraph desired,
            ResourceGraph actual,
            Collection<StepDraft> drafts) {
        Gates gates = new Gates(request, admission, desired, actual);
        boolean leaving = drafts.stream().anyMatch(draft -> isLeaving(draft) || draft.action() == Action.DELETE);
        if (leaving) {
            actual.resources().forEach(user -> gates.inUse.addAll(user.dependsOn()));
            desired.resources().forEach(user -> gates.inUse.addAll(user.dependsOn()));
            desired.resources().stream().filter(Gates::isPool).forEach(gates::addPool);
            gates.followNewPaths(drafts);
        }
        return gates;
    }

    private static boolean isLeaving(StepDraft draft) {
        return draft.key().phase() == Phase.DRAIN || draft.key().phase() == Phase.REMOVE;
    }

    private static boolean isPool(Resource resource) {
        return resource.kind().members().isPresent();
    }

    private void addPool(Resource pool) {
        admission
                .servicesOf(pool)
                .forEach(service ->
                        pools.computeIfAbsent(service, s -> new TreeSet<>()).add(pool.id()));
    }

    /** Finds the pools that objects which are made, or pointed elsewhere, lead to. */
    private void followNewPaths(Collection<StepDraft> drafts) {
        drafts.stream()
                .filter(draft -> draft.key().phase() == Phase.MAKE)
                .forEach(draft -> made.add(draft.key().id()));
        for (StepDraft draft : drafts) {
            Resource object = draft.change().resource();
            if (draft.key().phase() == Phase.MAKE) {
                follow(object, object.dependsOn());
            } else if (draft.change() instanceof Change.Update update) {
                follow(object, newTargets(update.attributes()));
            }
        }
    }

    private Set<ResourceId> newTargets(List<AttributeChange> changes) {
        Set<ResourceId> targets = new HashSet<>();
        for (AttributeChange change : changes) {
            Set<ResourceId> before = change.from().references();
            change.to().references().stream()
                    .filter(target -> made.contains(target) || !before.contains(target))
                    .forEach(targets::add);
        }
        return targets;
    }

    private void follow(Resource object, Collection<ResourceId> targets) {
        for (Resource pool : poolsBehind(targets, desired)) {
            admission
                    .servicesOf(object)
                    .forEach(service -> takingOver
                            .computeIfAbsent(service, s -> new TreeSet<>())
                            .add(pool.id()));
        }
    }

    private static List<Resource> poolsBehind(Collection<ResourceId> targets, ResourceGraph graph) {
        List<Resource> pools = new ArrayList<>();
        Deque<ResourceId> open = new ArrayDeque<>(targets);
        Set<ResourceId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Optional<Resource> reached = graph.get(open.pop()).filter(next -> seen.add(next.id()));
            reached.ifPresent(next -> open.addAll(next.dependsOn()));
            reached.filter(Gates::isPool).ifPresent(pools::add);
        }
        return pools;
    }

    /**
     * What a step waits for.
     *
     * @param draft the step
     * @param replaces whether it deletes something whose successors, if there are any, are in place before
     */
    List<Gate> of(StepDraft draft, boolean replaces) {
        Resource object = draft.change().resource();
        List<Gate> gates = new ArrayList<>();
        if (isLeaving(draft)) {
            leavingGate(object, draft.change()).ifPresent(gates::add);
        } else if (draft.change() instanceof Change.Update update) {
            gates.addAll(switchGates(update.attributes()));
        } else if (replaces && draft.action() == Action.DELETE) {
            SortedSet<ResourceId> successors = new TreeSet<>();
            admission.servicesOf(object).stream()
                    .filter(admission::isProceeding)
                    .forEach(service -> successors.addAll(successors(service)));
            successors.stream()
                    .flatMap(pool -> desired.get(pool).stream())
                    .flatMap(pool -> healthy(pool, this::isNotUp).stream())
                    .forEach(gates::add);
            if (admission.servicesOf(object).stream().anyMatch(admission::isProceeding) && isDraining(object)) {
                gates.add(new Gate.Drained(object.id()));
            }
        }
        return gates;
    }

    /** The pools that take over in this plan, and those that have not begun to deliver since an earlier one. */
    private SortedSet<ResourceId> successors(ServiceKey service) {
        SortedSet<ResourceId> successors = new TreeSet<>(takingOver.getOrDefault(service, new TreeSet<>()));
        pools.getOrDefault(service, new TreeSet<>()).stream()
                .filter(pool -> health(pool).values().stream()
                        .noneMatch(health -> health.state() == MemberHealth.State.HEALTHY))
                .forEach(successors::add);
        return successors;
    }

    private Optional<Gate> leavingGate(Resource pool, Change change) {
        MemberSet leaving = change instanceof Change.RemoveMembers remove
                ? remove.members()
                : change instanceof Change.AddMembers add ? add.members() : MemberSet.empty();
        boolean anybodyWorks = leaving.asList().stream().anyMatch(member -> mayWork(pool.id(), member.key()));
        return anybodyWorks && inUse.contains(pool.id())
                ? desired.get(pool.id()).flatMap(wanted -> healthy(wanted, this::isComing))
                : Optional.empty();
    }

    /** Traffic that somebody gets now is led elsewhere once somebody is there to get it, where the cloud can tell. */
    private List<Gate> switchGates(List<AttributeChange> changes) {
        Set<ResourceId> former = new HashSet<>();
        changes.forEach(change -> former.addAll(change.from().references()));
        boolean serving = former.stream().anyMatch(target -> actual.get(target).isEmpty())
                || poolsBehind(former, actual).stream().anyMatch(this::mayWork);
        if (!serving) {
            return List.of();
        }
        return poolsBehind(newTargets(changes), desired).stream()
                .filter(pool -> pool.kind()
                        .members()
                        .filter(MemberSchema::checkedBeforeUse)
                        .isPresent())
                .sorted(Comparator.comparing(Resource::id))
                .flatMap(pool -> healthy(pool, this::isNotUp).stream())
                .toList();
    }

    private boolean mayWork(Resource pool) {
        return pool.members().orElse(MemberSet.empty()).asList().stream()
                .anyMatch(member -> isServing(member) && mayWork(pool.id(), member.key()));
    }

    /** Nothing is lost when somebody leaves who gets no traffic, and will get none before he leaves. */
    private boolean mayWork(ResourceId pool, MemberKey member) {
        Map<MemberKey, MemberHealth> known = health(pool);
        MemberHealth of = known.get(member);
        return known.isEmpty() || (of != null && (of.state() == MemberHealth.State.HEALTHY || isComing(of.state())));
    }

    private interface Wait {
        boolean forMember(MemberHealth.State state);
    }

    /** Not those that fail their checks, or that cannot get traffic: waiting does not mend them. */
    private boolean isComing(MemberHealth.State state) {
        return state == MemberHealth.State.INITIAL || state == MemberHealth.State.UNKNOWN;
    }

    /** In a pool that nothing uses yet, nobody gets traffic. */
    private boolean isNotUp(MemberHealth.State state) {
        return isComing(state) || state == MemberHealth.State.UNUSED;
    }

    private Optional<Gate> healthy(Resource pool, Wait wait) {
        boolean isNew = made.contains(pool.id());
        Map<MemberKey, MemberHealth> known = isNew ? Map.of() : health(pool.id());
        MemberSet registered = actual.get(pool.id()).flatMap(Resource::members).orElse(MemberSet.empty());
        boolean reported = !health(pool.id()).isEmpty()
                || pool.kind().members().filter(MemberSchema::reportsHealth).isPresent();
        SortedSet<MemberKey> waiting = new TreeSet<>();
        for (Member member : pool.members().filter(set -> reported).orElse(MemberSet.empty())) {
            boolean there = registered
                    .get(member.key())
                    .filter(Gates::isServing)
                    .filter(found -> found.routingId().equals(member.routingId()))
                    .isPresent();
            MemberHealth health = known.get(member.key());
            boolean open = !there || health == null || wait.forMember(health.state());
            if (isServing(member) && open) {
                waiting.add(member.key());
            }
        }
        return waiting.isEmpty() ? Optional.empty() : Optional.of(new Gate.MembersHealthy(pool.id(), waiting));
    }

    private static boolean isServing(Member member) {
        return member.state() == MemberState.ACTIVE && member.weight() > 0;
    }

    /** Who is still registered, to get no new connections, may drain for ever: nobody waits for him. */
    private boolean isDraining(Resource object) {
        MemberSet registered =
                actual.get(object.id()).flatMap(Resource::members).orElse(MemberSet.empty());
        return health(object.id()).entrySet().stream()
                .anyMatch(entry -> entry.getValue().state() == MemberHealth.State.DRAINING
                        && registered.get(entry.getKey()).isEmpty());
    }

    private Map<MemberKey, MemberHealth> health(ResourceId pool) {
        return observation.health().getOrDefault(pool, Map.of());
    }
}
