package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to change in a fleet at one moment, in short, the most urgent Service first; and the full plan of each Service on
 * demand. The short form is complete: it names every Service with a step, why, and who joins and leaves which pool. A full
 * plan that was not needed to know this is made when it is asked for, from what was known at that moment.
 *
 * <p>Immutable, safe for use by many threads. Two fleet plans are equal if they name the same Services with the same
 * priorities, causes and members, the same findings and the same held Services.
 */
public final class FleetPlan {
    private final List<PlannedService> services;
    private final List<PlanUnit> units;
    private final Collection<Finding> general;
    private final Collection<ServiceKey> unreadable;
    private volatile @Nullable Map<ServiceKey, Integer> places;
    private volatile @Nullable Map<ServiceKey, PlanUnit> unitOf;

    FleetPlan(Collection<PlanUnit> units, Collection<Finding> general, Collection<ServiceKey> unreadable) {
        List<PlannedService> all = new ArrayList<>();
        units.forEach(unit -> unit.planned().forEach(all::add));
        Collections.sort(all);
        this.services = Collections.unmodifiableList(all);
        this.units = List.copyOf(units);
        this.general = general;
        this.unreadable = unreadable;
    }

    /** {@return the Services whose load balancers change: by priority, then by key} */
    public List<PlannedService> services() {
        return services;
    }

    /**
     * {@return what is in store for a Service; nothing if its load balancer stays as it is}
     *
     * @param service the Service
     */
    public Optional<PlannedService> service(ServiceKey service) {
        Map<ServiceKey, Integer> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < services.size(); i++) {
                known.put(services.get(i).service(), i);
            }
            places = known;
        }
        return Optional.ofNullable(known.get(service)).map(services::get);
    }

    /** {@return whether nothing has to change} */
    public boolean isEmpty() {
        return units.stream().noneMatch(PlanUnit::hasSteps);
    }

    /** {@return what is worth saying, sorted: findings of the Services, and why some are kept as they are} */
    public List<Finding> findings() {
        SortedSet<Finding> all = new TreeSet<>(general);
        units.forEach(unit -> all.addAll(unit.findings()));
        return List.copyOf(all);
    }

    /** {@return the Services whose load balancers are kept as they are because of a finding} */
    public SortedSet<ServiceKey> held() {
        SortedSet<ServiceKey> all = new TreeSet<>(unreadable);
        units.forEach(unit -> all.addAll(unit.held()));
        return all;
    }

    /**
     * The full plan for a Service. Services that share objects have one plan, which has the steps of all of them. The first
     * call may have to make the plan; it costs about as much as planning these Services alone.
     *
     * @param service the Service
     * @return the plan; nothing if its load balancer stays as it is
     */
    public Optional<Plan> plan(ServiceKey service) {
        return service(service).map(found -> unit(service).plan());
    }

    private PlanUnit unit(ServiceKey service) {
        Map<ServiceKey, PlanUnit> known = unitOf;
        if (known == null) {
            Map<ServiceKey, PlanUnit> all = new HashMap<>();
            units.forEach(unit -> unit.planned().forEach(planned -> all.put(planned.service(), unit)));
            known = all;
            unitOf = known;
        }
        return Objects.requireNonNull(known.get(service));
    }

    /**
     * {@return the full plans of everything that changes, each once, in the order of the most urgent Service of each; they
     * share no step and no object, so they may be carried out in this order or at the same time. Plans are made as the stream is
     * read}
     */
    public Stream<Plan> plans() {
        Set<PlanUnit> ordered = new LinkedHashSet<>();
        services.forEach(planned -> ordered.add(unit(planned.service())));
        units.stream().filter(PlanUnit::hasSteps).forEach(ordered::add);
        return ordered.stream().map(PlanUnit::plan);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FleetPlan that
                && services.equals(that.services)
                && isEmpty() == that.isEmpty()
                && findings().equals(that.findings())
                && held().equals(that.held());
    }

    @Override
    public int hashCode() {
        return services.hashCode();
    }

    @Override
    public String toString() {
        return "FleetPlan{services=" + services.size() + ", held=" + held() + "}";
    }
}
