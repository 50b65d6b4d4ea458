package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A plan in short, by Service. */
final class PlanSummary {
    private final Plan plan;
    private final SharedSets sets;
    private final Map<ResourceId, MemberSet> made = new HashMap<>();
    private final SortedMap<ServiceKey, Set<Cause>> causes = new TreeMap<>();
    private final SortedMap<ServiceKey, Set<ResourceId>> pools = new TreeMap<>();

    private PlanSummary(Plan plan, SharedSets sets) {
        this.plan = plan;
        this.sets = sets;
        plan.steps().forEach(this::add);
    }

    static List<PlannedService> of(Plan plan, SharedSets sets, Predicate<ServiceKey> broken) {
        PlanSummary summary = new PlanSummary(plan, sets);
        List<PlannedService> planned = new ArrayList<>();
        summary.causes.forEach((service, found) -> planned.add(
                new PlannedService(service, priority(broken.test(service), found), found, summary.changes(service))));
        return planned;
    }

    static Priority priority(boolean broken, Set<Cause> causes) {
        Priority most = broken ? Priority.BROKEN_PATH : Priority.HOUSEKEEPING;
        for (Cause cause : causes) {
            most = most.orMoreUrgent(Priority.of(cause));
        }
        return most;
    }

    private void add(Step step) {
        if (step.action() == Action.CREATE || step.action() == Action.REPLACE) {
            made.put(step.resource(), MemberSet.empty());
        }
        made.computeIfPresent(step.resource(), (id, known) -> known.with(step.added()));
        for (ServiceKey service : step.services()) {
            causes.computeIfAbsent(service, s -> EnumSet.noneOf(Cause.class)).add(step.cause());
            if (step.change().isAboutMembers()) {
                pools.computeIfAbsent(service, s -> new TreeSet<>()).add(step.resource());
            }
        }
    }

    private List<PoolChange> changes(ServiceKey service) {
        return pools.getOrDefault(service, Set.of()).stream()
                .map(id -> new PoolChange(id, change(id)))
                .toList();
    }

    /** What is made starts without members; else existing and wanted ones are compared as the engine does. */
    private MemberDelta change(ResourceId id) {
        MemberSet added = made.get(id);
        if (added != null) {
            return new MemberDelta(added, MemberSet.empty(), MemberSet.empty());
        }
        Optional<Resource> wanted = plan.desired().get(id);
        return plan.observation()
                .actual()
                .get(id)
                .flatMap(existing -> wanted.map(wish -> MemberChanges.between(existing, wish, sets)))
                .orElse(MemberDelta.NONE);
    }
}
