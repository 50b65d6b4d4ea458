package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.RecentTraffic;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rule {@code recent-traffic}: a load balancer that clients still use is not deleted, unless its successor has the same id.
 * Where the cloud does not count, there is nothing to say. Stateless.
 */
public final class RecentlyUsed implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "recent-traffic";

    /** A guardrail without settings. */
    public RecentlyUsed() {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        SortedMap<ResourceId, Verdict> verdicts = new TreeMap<>();
        for (Step step : plan.steps()) {
            boolean ends = step.change() instanceof Change.Delete delete
                    && delete.resource().kind().role() == Role.LOAD_BALANCER
                    && plan.desired().get(step.resource()).isEmpty();
            Optional<RecentTraffic> traffic =
                    Optional.ofNullable(plan.observation().traffic().get(step.resource()));
            traffic.filter(counted -> ends && counted.connections() > 0)
                    .ifPresent(counted -> verdicts.put(step.resource(), verdict(step, counted)));
        }
        return List.copyOf(verdicts.values());
    }

    private static Verdict verdict(Step step, RecentTraffic traffic) {
        return Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addSteps(step.id())
                .reason(step.resource() + " would be deleted; it had "
                        + Words.count(traffic.connections(), "new connection") + " in the last " + traffic.window()
                        + ".")
                .consequence("Clients that use it lose their connections and get no new ones.")
                .addEvidence(Evidence.of(step.resource().toString(), "connections", traffic.connections()))
                .addEvidence(Evidence.of(step.resource().toString(), "window", traffic.window()))
                .approval(Approval.of(RULE, step.resource().toString()))
                .build();
    }
}
