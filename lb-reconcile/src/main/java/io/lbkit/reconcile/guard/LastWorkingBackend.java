package io.lbkit.reconcile.guard;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rule {@code last-backend}: a pool in which somebody works does not become a pool in which nobody does. New members count if
 * they arrive before the old ones leave; registered ones that are not healthy do not. Stateless.
 */
public final class LastWorkingBackend implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "last-backend";

    private static final String CONSEQUENCE = "New connections of clients are refused or time out.";

    /** A guardrail without settings. */
    public LastWorkingBackend() {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        Capacity capacity = Capacity.of(plan);
        SortedMap<ResourceId, Verdict> verdicts = new TreeMap<>();
        for (ResourceId pool : capacity.pools()) {
            boolean stays = plan.desired().get(pool).isPresent();
            List<Step> steps = stays ? emptying(capacity, pool) : deleting(plan, capacity, pool);
            if (!steps.isEmpty()) {
                boolean wished = stays ? capacity.isServingWished(pool) : isWishedElsewhere(plan, capacity, pool);
                verdicts.put(pool, verdict(plan, capacity, pool, steps, wished));
            }
        }
        movingAway(plan, capacity)
                .forEach((step, pool) -> verdicts.merge(
                        pool, verdict(plan, capacity, pool, List.of(step), true), LastWorkingBackend::both));
        return List.copyOf(verdicts.values());
    }

    /** The steps by which what takes traffic leaves a pool for one in which nobody works, with that pool. */
    private static Map<Step, ResourceId> movingAway(Plan plan, Capacity capacity) {
        Map<Step, ResourceId> moving = new LinkedHashMap<>();
        plan.steps()
                .forEach(step -> left(plan, capacity, step).ifPresent(pool -> moving.put(step, pool)));
        if (!moving.isEmpty()) {
            TrafficTakers takers = TrafficTakers.of(plan.observation().actual());
            moving.keySet()
                    .removeIf(step ->
                            after(step.change()).filter(takers::contains).isEmpty());
        }
        return moving;
    }

    /** The steps that together take every working member away before another one arrives; none if somebody is left. */
    private static List<Step> emptying(Capacity capacity, ResourceId pool) {
        SortedSet<MemberKey> left = new TreeSet<>(capacity.working(pool));
        List<Step> steps = new ArrayList<>();
        for (Capacity.Leaving leaving : capacity.leaving(pool)) {
            if (capacity.arriving(leaving.step(), pool) == 0) {
                left.removeAll(leaving.members());
                steps.add(leaving.step());
            }
        }
        return left.isEmpty() ? steps : List.of();
    }

    /** The deletions of a pool after which a Service that is wanted would have nobody in any other one. */
    private static List<Step> deleting(Plan plan, Capacity capacity, ResourceId pool) {
        return capacity.leaving(pool).stream()
                .map(Capacity.Leaving::step)
                .filter(step -> ownersWanted(plan, pool).stream().anyMatch(service -> {
                    SortedSet<ResourceId> pools = capacity.poolsOf(service);
                    return staying(capacity, pools) == 0 && capacity.arriving(step, pools) == 0;
                }))
                .toList();
    }

    private static boolean isWishedElsewhere(Plan plan, Capacity capacity, ResourceId pool) {
        return ownersWanted(plan, pool).stream()
                .flatMap(service -> capacity.poolsOf(service).stream())
                .anyMatch(capacity::isServingWished);
    }

    private static List<ServiceKey> ownersWanted(Plan plan, ResourceId pool) {
        return plan.observation()
                .actual()
                .get(pool)
                .map(found -> Capacity.ownersWanted(plan, found))
                .orElse(List.of());
    }

    private static int staying(Capacity capacity, Collection<ResourceId> pools) {
        return pools.stream().mapToInt(capacity::staying).sum();
    }

    /** {@return the pool that what leads to it, or its successor, leaves for one in which nobody works} */
    private static Optional<ResourceId> left(Plan plan, Capacity capacity, Step step) {
        Optional<Resource> leading =
                after(step.change()).filter(after -> after.kind().members().isEmpty());
        SortedSet<ResourceId> after = leading.map(Resource::dependsOn).orElse(new TreeSet<>());
        SortedSet<ResourceId> left = new TreeSet<>(
                leading.flatMap(found -> plan.observation().actual().get(found.id()))
                        .map(Resource::dependsOn)
                        .orElse(new TreeSet<>()));
        left.retainAll(capacity.pools());
        left.removeAll(after);
        boolean nobody = staying(capacity, after) == 0 && capacity.arriving(step, after) == 0;
        return nobody ? left.stream().findFirst() : Optional.empty();
    }

    private static Optional<Resource> after(Change change) {
        return change instanceof Change.Update update
                ? Optional.of(Overlay.of(update))
                : change instanceof Change.Create create ? Optional.of(create.resource()) : Optional.empty();
    }

    private static Verdict both(Verdict one, Verdict other) {
        return Verdict.builder()
                .from(one)
                .level(one.level().compareTo(other.level()) > 0 ? one.level() : other.level())
                .addAllSteps(other.steps())
                .build();
    }

    private static Verdict verdict(Plan plan, Capacity capacity, ResourceId pool, List<Step> steps, boolean wished) {
        int working = capacity.working(pool).size();
        String why = wished ? "although Kubernetes has backends for it" : "and Kubernetes has no backends for it";
        Verdict.Builder verdict = Verdict.builder()
                .level(wished ? Verdict.Level.DENIED : Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(steps.stream().map(Step::id).toList())
                .reason("The last " + Words.count(working, "working member") + " of " + pool + " would leave, " + why
                        + ".")
                .consequence(CONSEQUENCE)
                .approval(Approval.of(RULE, pool.toString()));
        capacity.working(pool).forEach(member -> verdict.addEvidence(Evidence.of(pool.toString(), "working", member)));
        registered(plan, pool)
                .ifPresent(count -> verdict.addEvidence(Evidence.of(pool.toString(), "registered", count)));
        return verdict.build();
    }

    private static Optional<Integer> registered(Plan plan, ResourceId pool) {
        return plan.observation().actual().get(pool).flatMap(Resource::members).map(members -> members.size());
    }
}
