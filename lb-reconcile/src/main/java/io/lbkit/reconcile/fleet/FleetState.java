package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.plan.Orphans;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet planner remembers: designs, who is linked with whom, and the plan of each group of linked Services; and which
 * of it an event has made doubtful. Not thread-safe.
 */
final class FleetState {
    private final FleetScope scope;
    private final SharedSets sets = new SharedSets();
    private final Inventory inventory;
    private final Links links = new Links();
    private final SharedWishes sharedWishes;
    private final SortedMap<ServiceKey, ServiceDesign> designs = new TreeMap<>();
    private final SortedMap<ServiceKey, PlanUnit> units = new TreeMap<>();
    private final SortedMap<ServiceKey, PlanUnit> telling = new TreeMap<>();
    private Set<ServiceKey> toDesign = new HashSet<>();
    private Set<ServiceKey> toPlan = new HashSet<>();
    private Set<ServiceKey> unobserved = new HashSet<>();
    private boolean allToDesign = true;
    private boolean planned;
    private Set<ResourceId> ofCluster = Set.of();
    private BackendResolver resolver;
    private Orphans orphans;
    private long nodesVersion;
    private @Nullable FleetPlan last;

    FleetState(FleetScope scope) {
        this.scope = scope;
        this.inventory = new Inventory(scope.clusterId(), sets);
        this.sharedWishes = new SharedWishes(scope.clusterId());
        this.orphans = Orphans.keptFor(scope.orphanGrace());
        this.resolver = BackendResolver.of(ClusterSnapshot.empty(), sets::shared);
    }

    Inventory inventory() {
        return inventory;
    }

    /** The objects that some Services want or have. */
    Set<ResourceId> idsOf(Set<ServiceKey> services) {
        Set<ResourceId> ids = new HashSet<>(inventory.ofCluster());
        for (ServiceKey service : services) {
            ids.addAll(inventory.ofService(service));
            ServiceDesign design = designs.get(service);
            if (design != null) {
                design.wishes().forEach(wish -> ids.add(wish.id()));
            }
        }
        return ids;
    }

    /** The cluster changed for some Services, or for all. */
    void changed(Set<ServiceKey> services, boolean all) {
        toDesign.addAll(services);
        allToDesign |= all;
        last = null;
    }

    /** The cloud changed. */
    void changed(Inventory.Difference difference, boolean designsDependOnAll) {
        for (ServiceKey service : difference.services()) {
            Set<ResourceId> own = new HashSet<>();
            inventory
                    .ofService(service)
                    .forEach(id -> own.addAll(inventory.get(id).links(id)));
            links.owns(service, own);
        }
        Set<ServiceKey> concerned = new HashSet<>(difference.services());
        difference.ids().forEach(id -> concerned.addAll(links.users(id)));
        unobserved.addAll(concerned);
        toPlan.addAll(concerned);
        boolean any = difference.general() || !difference.ids().isEmpty();
        changed(difference.services(), difference.general() || (any && designsDependOnAll));
    }

    /**
     * Time passes, which ends the grace period of Services that are missing.
     *
     * @param cluster the cluster
     * @param now the time of the next plan
     */
    void passTime(ClusterSnapshot cluster, Instant now) {
        Set<ResourceId> left = new HashSet<>();
        toDesign.stream()
                .filter(service -> cluster.service(service).isEmpty())
                .forEach(service -> left.addAll(inventory.ofService(service)));
        Observation doubtful = allToDesign ? inventory.whole() : inventory.of(left);
        Orphans before = orphans;
        orphans = before.seen(cluster, doubtful, scope.clusterId(), now);
        Set<ServiceKey> missing = new HashSet<>(before.missingSince().keySet());
        missing.addAll(orphans.missingSince().keySet());
        missing.removeIf(service -> before.keptUntil(service).equals(orphans.keptUntil(service)));
        if (!missing.isEmpty()) {
            toPlan.addAll(missing);
            last = null;
        }
    }

    FleetPlan plan(ClusterSnapshot cluster) {
        if (last == null) {
            BackendResolver before = resolver;
            resolver = before.following(cluster);
            boolean nodesChanged = !cluster.hasNodesOf(before.cluster());
            nodesVersion += nodesChanged ? 1 : 0;
            UnitPlanner planner = new UnitPlanner(scope, cluster, resolver, sets, orphans);
            if (allToDesign) {
                doubtEverything(cluster);
            } else if (nodesChanged) {
                exchangeNodes(planner, new NodeExchange(scope.provider(), inventory.facts(), before, resolver, sets));
            }
            toDesign.forEach(service -> design(planner, service));
            shareWishes();
            last = sharedWishes.areMet(inventory) && planUnits(planner)
                    ? told(cluster, telling.values())
                    : told(cluster, List.of(planWhole(planner)));
            settle();
        }
        return last;
    }

    /** A set that once held the whole fleet would cost the size of the fleet whenever it is read or cleared. */
    private void settle() {
        toDesign = new HashSet<>();
        toPlan = new HashSet<>();
        unobserved = new HashSet<>();
        allToDesign = false;
    }

    private void doubtEverything(ClusterSnapshot cluster) {
        forgetUnits();
        cluster.services().stream().filter(scope::designs).forEach(service -> toDesign.add(service.key()));
        toDesign.addAll(designs.keySet());
    }

    private void forgetUnits() {
        units.clear();
        telling.clear();
        planned = false;
    }

    /** Follows a change of nodes where that needs no new design. */
    private void exchangeNodes(UnitPlanner planner, NodeExchange exchange) {
        if (!planned) {
            toDesign.addAll(designs.keySet());
            return;
        }
        for (Map.Entry<ServiceKey, PlanUnit> entry : units.entrySet()) {
            PlanUnit unit = entry.getValue();
            Optional<PlanUnit> exchanged = planner.exchanged(unit, exchange);
            if (exchanged.isPresent()) {
                entry.setValue(exchanged.get());
            } else if (designs.containsKey(entry.getKey())) {
                toDesign.add(entry.getKey());
                toPlan.add(entry.getKey());
            }
        }
        tellAll();
    }

    /** Copying a sorted map is far cheaper than telling of one unit after the other. */
    private void tellAll() {
        telling.clear();
        telling.putAll(units);
        telling.entrySet()
                .removeIf(entry ->
                        entry.getValue().isSilent() || !entry.getValue().isLedBy(entry.getKey()));
    }

    private void tell(PlanUnit unit) {
        if (unit.isSilent()) {
            telling.remove(unit.services().first());
        } else {
            telling.put(unit.services().first(), unit);
        }
    }

    private ServiceDesign designed(Service service) {
        Design design = scope.design(service, resolver, seenBy(service.key()));
        ServiceDesign kept = ServiceDesign.of(service, design, resolver, nodesVersion);
        designs.put(service.key(), kept);
        return kept;
    }

    private void design(UnitPlanner planner, ServiceKey key) {
        Optional<Service> service = planner.cluster().service(key).filter(scope::designs);
        ServiceDesign before = designs.get(key);
        if (service.isPresent()) {
            ServiceDesign kept = designed(service.get());
            if (before != null && isPlanned(planner, before, kept)) {
                return;
            }
            links.wants(key, kept.links());
            sharedWishes.wants(key, kept.wishes(), ofCluster);
        } else {
            designs.remove(key);
            links.wants(key, Set.of());
            sharedWishes.wants(key, List.of(), ofCluster);
        }
        toPlan.add(key);
    }

    /** Mostly, a slice that changed leaves design and urgency as they are. */
    private boolean isPlanned(UnitPlanner planner, ServiceDesign before, ServiceDesign now) {
        PlanUnit unit = units.get(now.service().key());
        return planned
                && unit != null
                && !toPlan.contains(now.service().key())
                && now.isLike(before)
                && planner.staysUrgent(unit, now);
    }

    private Observation seenBy(ServiceKey service) {
        if (!scope.provider().designsLocally()) {
            return inventory.whole();
        }
        PlanUnit unit = units.get(service);
        return unit == null || unobserved.contains(service) ? inventory.of(inventory.ofService(service)) : unit.seen();
    }

    private void shareWishes() {
        Set<ResourceId> ids = sharedWishes.ids(inventory);
        if (!ids.equals(ofCluster)) {
            ofCluster = ids;
            designs.forEach((service, kept) -> sharedWishes.wants(service, kept.wishes(), ids));
            forgetUnits();
        }
    }

    /** Plans what is in doubt; says no if an object of the whole cluster turns out to change. */
    private boolean planUnits(UnitPlanner planner) {
        Deque<ServiceKey> open = new ArrayDeque<>(toPlan);
        if (!planned) {
            open.addAll(designs.keySet());
            open.addAll(inventory.services());
        }
        planned = true;
        Set<ServiceKey> done = new HashSet<>();
        while (!open.isEmpty()) {
            ServiceKey key = open.pop();
            if (!done.contains(key)) {
                Links.Component component = links.component(key, ofCluster);
                done.addAll(component.services());
                Optional<Observation> seen = seenAgain(units.get(key), component);
                component.services().forEach(service -> open.addAll(forget(service)));
                if (!component.ids().isEmpty() || designs.containsKey(key)) {
                    PlanUnit unit = planner.plan(
                            component,
                            current(planner.cluster(), component),
                            seen.orElseGet(() -> inventory.of(component.ids())),
                            ofCluster);
                    component.services().forEach(service -> units.put(service, unit));
                    tell(unit);
                    if (unit.touches(ofCluster)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** What was observed for an earlier plan of the same Services and objects, if it still holds. */
    private Optional<Observation> seenAgain(@Nullable PlanUnit before, Links.Component component) {
        return Optional.ofNullable(before)
                .filter(unit -> unit.ids().equals(component.ids()))
                .filter(unit -> component.services().stream().noneMatch(unobserved::contains))
                .map(PlanUnit::seen);
    }

    /** Forgets the plan that a Service is part of; all Services of that plan need another one. */
    private Set<ServiceKey> forget(ServiceKey service) {
        PlanUnit unit = units.remove(service);
        if (unit == null) {
            return Set.of();
        }
        telling.remove(unit.services().first(), unit);
        return unit.services();
    }

    /** The designs of some Services; those that were kept through a change of nodes are made again. */
    private SortedMap<ServiceKey, ServiceDesign> current(ClusterSnapshot cluster, Links.Component component) {
        SortedMap<ServiceKey, ServiceDesign> current = new TreeMap<>();
        for (ServiceKey key : component.services()) {
            ServiceDesign kept = designs.get(key);
            if (kept != null) {
                Optional<Service> service = cluster.service(key).filter(known -> kept.nodesVersion() != nodesVersion);
                current.put(key, service.map(known -> designed(known)).orElse(kept));
            }
        }
        return current;
    }

    /** Plans everything at once, because something that the whole cluster shares is about to change. */
    private PlanUnit planWhole(UnitPlanner planner) {
        forgetUnits();
        Links.Component all = new Links.Component(new TreeSet<>(designs.keySet()), new TreeSet<>());
        all.services().addAll(inventory.services());
        return planner.plan(all, current(planner.cluster(), all), inventory.whole(), ofCluster);
    }

    private static FleetPlan told(ClusterSnapshot cluster, Iterable<PlanUnit> units) {
        List<Finding> general = new ArrayList<>();
        List<ServiceKey> unreadable = new ArrayList<>();
        for (Unreadable object : cluster.unreadable()) {
            general.addAll(object.findings());
            object.service()
                    .filter(service -> cluster.unreadableService(service).isPresent())
                    .ifPresent(unreadable::add);
        }
        List<PlanUnit> all = new ArrayList<>();
        units.forEach(all::add);
        return new FleetPlan(all, general, unreadable);
    }
}
