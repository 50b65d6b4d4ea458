package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Services that are planned together, what is in store for them in short, and their plan, which may be made when it is asked
 * for. Its value never changes; safe for use by many threads.
 */
final class PlanUnit {
    private final SortedSet<ServiceKey> services;
    private final SortedSet<ResourceId> ids;
    private final Observation seen;
    private final List<PlannedService> planned;
    private final List<Finding> findings;
    private final SortedSet<ServiceKey> held;
    private final Optional<Exchangeable> exchangeable;
    private volatile @Nullable Supplier<Plan> maker;
    private volatile @Nullable Plan plan;

    /**
     * What it takes to follow a change of nodes without a new design.
     *
     * @param service the one Service
     * @param pools its pools
     * @param broken whether clients are cut off
     */
    record Exchangeable(ServiceKey service, List<PassedPool> pools, boolean broken) {}

    /** With a plan that is made already. */
    PlanUnit(
            Links.Component component,
            Observation seen,
            Plan plan,
            List<PlannedService> planned,
            Optional<Exchangeable> exchangeable) {
        this.services = component.services();
        this.ids = component.ids();
        this.seen = seen;
        this.plan = plan;
        this.planned = planned;
        this.findings = plan.findings();
        this.held = plan.held();
        this.exchangeable = exchangeable;
    }

    private PlanUnit(PlanUnit before, List<PlannedService> planned, Supplier<Plan> maker) {
        this.services = before.services;
        this.ids = before.ids;
        this.seen = before.seen;
        this.planned = planned;
        this.findings = before.findings;
        this.held = before.held;
        this.exchangeable = before.exchangeable;
        this.maker = maker;
    }

    /** The same Services after the nodes changed; the plan is made when it is asked for. */
    PlanUnit exchanged(List<PlannedService> next, Supplier<Plan> planMaker) {
        return new PlanUnit(this, next, planMaker);
    }

    /** Whether a Service is the one that stands for all of them. */
    boolean isLedBy(ServiceKey service) {
        return services.size() == 1 || services.first().equals(service);
    }

    SortedSet<ServiceKey> services() {
        return services;
    }

    SortedSet<ResourceId> ids() {
        return ids;
    }

    Observation seen() {
        return seen;
    }

    List<PlannedService> planned() {
        return planned;
    }

    List<Finding> findings() {
        return findings;
    }

    SortedSet<ServiceKey> held() {
        return held;
    }

    Optional<Exchangeable> exchangeable() {
        return exchangeable;
    }

    /** Whether a step is planned; some steps are for no Service, such as the end of what the whole cluster shared. */
    boolean hasSteps() {
        Plan known = plan;
        return !planned.isEmpty() || (known != null && !known.isEmpty());
    }

    /** Whether a step of a plan that is made already is for one of some objects. */
    boolean touches(Set<ResourceId> objects) {
        Plan known = plan;
        return known != null && known.steps().stream().anyMatch(step -> objects.contains(step.resource()));
    }

    boolean isSilent() {
        return !hasSteps() && findings.isEmpty() && held.isEmpty();
    }

    Plan plan() {
        Plan known = plan;
        Supplier<Plan> open = maker;
        if (known == null) {
            known = open == null ? Objects.requireNonNull(plan) : open.get();
            plan = known;
            maker = null;
        }
        return known;
    }
}
