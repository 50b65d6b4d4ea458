package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.plan.Orphans;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plans Services that belong together, for one state of the cluster. */
final class UnitPlanner {
    private final FleetScope scope;
    private final ClusterSnapshot cluster;
    private final BackendResolver resolver;
    private final SharedSets sets;
    private final Orphans orphans;

    UnitPlanner(FleetScope scope, ClusterSnapshot cluster, BackendResolver resolver, SharedSets sets, Orphans orphans) {
        this.scope = scope;
        this.cluster = cluster;
        this.resolver = resolver;
        this.sets = sets;
        this.orphans = orphans;
    }

    ClusterSnapshot cluster() {
        return cluster;
    }

    /**
     * Makes a plan.
     *
     * @param component the Services
     * @param designs their designs, as far as they have one
     * @param seen what was observed of everything that they have to do with
     * @param ofCluster what the whole cluster shares
     */
    PlanUnit plan(
            Links.Component component,
            SortedMap<ServiceKey, ServiceDesign> designs,
            Observation seen,
            Set<ResourceId> ofCluster) {
        SortedMap<ServiceKey, Design> plain = new TreeMap<>();
        designs.forEach((service, kept) -> plain.put(service, kept.design()));
        Plan plan = scope.plan(cluster, plain, seen, orphans);
        List<PlannedService> planned = PlanSummary.of(plan, sets, service -> isBroken(plan, plain.get(service), seen));
        Optional<PlanUnit.Exchangeable> exchangeable = component.services().size() == 1 && designs.size() == 1
                ? exchangeable(plan, designs.get(designs.firstKey()), seen, ofCluster)
                : Optional.empty();
        return new PlanUnit(component, seen, plan, planned, exchangeable);
    }

    private boolean isBroken(Plan plan, @Nullable Design design, Observation seen) {
        return design != null && plan.wanted().contains(design.service()) && PathCheck.isBroken(cluster, design, seen);
    }

    /** Whether a plan of one Service, whose new design equals the old one, is as urgent as it was. */
    boolean staysUrgent(PlanUnit unit, ServiceDesign design) {
        return unit.exchangeable()
                .filter(one -> one.broken() == PathCheck.isBroken(cluster, design.design(), unit.seen()))
                .isPresent();
    }

    /** Only members of pools that pass nodes through may differ: everything else could depend on more than the nodes. */
    private Optional<PlanUnit.Exchangeable> exchangeable(
            Plan plan, @Nullable ServiceDesign kept, Observation seen, Set<ResourceId> ofCluster) {
        if (kept == null || !kept.onlyPasses()) {
            return Optional.empty();
        }
        ServiceKey service = kept.design().service();
        boolean onlyMembers = plan.wanted().contains(service)
                && plan.steps().stream().allMatch(step -> movesNodes(step, kept))
                && kept.passed().keySet().stream().noneMatch(ofCluster::contains);
        if (!onlyMembers) {
            return Optional.empty();
        }
        List<PassedPool> pools = new ArrayList<>();
        kept.passed()
                .forEach((id, choice) -> plan.desired()
                        .get(id)
                        .ifPresent(wanted -> seen.actual()
                                .get(id)
                                .flatMap(existing -> PassedMembers.of(choice, wanted, existing))
                                .ifPresent(members -> pools.add(new PassedPool(id, sets.shared(members))))));
        return Optional.of(new PlanUnit.Exchangeable(service, List.copyOf(pools), isBroken(plan, kept.design(), seen)));
    }

    private static boolean movesNodes(Step step, ServiceDesign kept) {
        return step.change().isAboutMembers() && kept.passed().containsKey(step.resource());
    }

    /**
     * Follows a change of nodes.
     *
     * @param unit what was planned before
     * @param exchange what became of the nodes
     * @return what is planned now; nothing if the Services must be designed again
     */
    Optional<PlanUnit> exchanged(PlanUnit unit, NodeExchange exchange) {
        return unit.exchangeable().flatMap(one -> exchanged(unit, one, exchange));
    }

    private Optional<PlanUnit> exchanged(PlanUnit unit, PlanUnit.Exchangeable one, NodeExchange exchange) {
        List<PoolChange> changes = new ArrayList<>(one.pools().size());
        Set<Cause> causes = Set.of();
        for (PassedPool pool : one.pools()) {
            Optional<NodeExchange.Move> move = exchange.move(pool.members());
            if (move.isEmpty()) {
                return Optional.empty();
            }
            if (!move.get().delta().isEmpty()) {
                changes.add(new PoolChange(pool.id(), move.get().delta()));
                causes = both(causes, move.get().causes());
            }
        }
        if (changes.isEmpty() && !unit.hasSteps()) {
            return Optional.of(unit);
        }
        List<PlannedService> planned = changes.isEmpty() ? List.of() : List.of(planned(one, causes, changes));
        return Optional.of(unit.exchanged(planned, () -> planAgain(one.service(), unit.seen())));
    }

    /** Nearly always there is one cause: thousands of Services share the set of it. */
    private static Set<Cause> both(Set<Cause> some, Set<Cause> others) {
        if (some.containsAll(others)) {
            return some;
        }
        if (some.isEmpty()) {
            return others;
        }
        Set<Cause> all = new HashSet<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }

    private static PlannedService planned(PlanUnit.Exchangeable one, Set<Cause> causes, List<PoolChange> changes) {
        return new PlannedService(one.service(), PlanSummary.priority(one.broken(), causes), causes, changes);
    }

    private Plan planAgain(ServiceKey key, Observation seen) {
        SortedMap<ServiceKey, Design> designs = new TreeMap<>();
        Optional<Service> service = cluster.service(key);
        service.ifPresent(known -> designs.put(key, scope.design(known, resolver, seen)));
        return scope.plan(cluster, designs, seen, orphans);
    }
}
