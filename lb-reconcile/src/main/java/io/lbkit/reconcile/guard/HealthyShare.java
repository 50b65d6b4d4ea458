package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Rule {@code healthy-share}: not more than a share of the working members of a pool is lost at once. What counts is the net
 * loss: those that leave less those that arrive before, so that a rollout of every pod loses nothing. Immutable.
 */
public final class HealthyShare implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "healthy-share";

    /** The share that may be lost unless said otherwise, in percent. */
    public static final int DEFAULT_PERCENT = 50;

    private final int percent;

    private HealthyShare(int percent) {
        this.percent = percent;
    }

    /**
     * A guardrail with a limit.
     *
     * @param percent the share that may be lost at once, 0 to 100; 100 stops nothing
     * @return the guardrail
     * @throws InvalidValueException if it is no percentage
     */
    public static HealthyShare ofPercent(int percent) {
        if (percent < 0 || percent > 100) {
            throw InvalidValueException.of("percent", percent, "a share is 0 to 100 percent");
        }
        return new HealthyShare(percent);
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        Capacity capacity = Capacity.of(plan);
        List<Verdict> verdicts = new ArrayList<>();
        for (ResourceId pool : capacity.pools()) {
            if (plan.desired().get(pool).isPresent()) {
                int loss = loss(capacity, pool);
                int before = capacity.working(pool).size();
                if (loss * 100L > (long) percent * before) {
                    verdicts.add(verdict(capacity, pool, loss, before));
                }
            }
        }
        return verdicts;
    }

    /** Who arrives makes up only for those that leave afterwards, or with the same step. */
    private static int loss(Capacity capacity, ResourceId pool) {
        SortedSet<MemberKey> unreplaced = new TreeSet<>();
        SortedSet<MemberKey> replaced = new TreeSet<>();
        int arriving = 0;
        for (Capacity.Leaving leaving : capacity.leaving(pool)) {
            int before = capacity.arriving(leaving.step(), pool);
            (before == 0 ? unreplaced : replaced).addAll(leaving.members());
            arriving = Math.max(arriving, before);
        }
        replaced.removeAll(unreplaced);
        return unreplaced.size() + Math.max(0, replaced.size() - arriving);
    }

    private Verdict verdict(Capacity capacity, ResourceId pool, int loss, int before) {
        int lost = (int) ((loss * 100L + before - 1) / before);
        return Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(capacity.leaving(pool).stream()
                        .map(Capacity.Leaving::step)
                        .map(Step::id)
                        .toList())
                .reason(pool + " would lose " + loss + " of " + Words.count(before, "working member") + " (" + lost
                        + " %); " + percent + " % may leave at once.")
                .consequence("Those that stay, if any do, get the traffic of those that leave.")
                .addEvidence(Evidence.of(pool.toString(), "working", before))
                .addEvidence(Evidence.of(pool.toString(), "lost", loss))
                .approval(new Approval(RULE, pool.toString(), OptionalInt.of(lost)))
                .build();
    }
}
