package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Rule {@code change-budget}: one plan does not update, replace or delete more than a number of existing objects. Creations and
 * moves of members do not count. Immutable.
 */
public final class ChangeBudget implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "change-budget";

    /** How many objects may be changed unless said otherwise. */
    public static final int DEFAULT_OBJECTS = 100;

    private static final String SUBJECT = "plan";

    private final int most;

    private ChangeBudget(int most) {
        this.most = most;
    }

    /**
     * A guardrail with a limit.
     *
     * @param most how many objects a plan may change, from 0
     * @return the guardrail
     * @throws InvalidValueException if it is negative
     */
    public static ChangeBudget of(int most) {
        if (most < 0) {
            throw InvalidValueException.of("budget", most, "a budget is not negative");
        }
        return new ChangeBudget(most);
    }

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        Set<ResourceId> existing = new HashSet<>();
        plan.observation().actual().resources().forEach(resource -> existing.add(resource.id()));
        plan.observation().superseded().stream().map(Resource::id).forEach(existing::add);
        List<Step> counted = plan.steps().stream()
                .filter(step ->
                        existing.contains(step.resource()) && !step.change().isAboutMembers())
                .toList();
        int count = (int) counted.stream().map(Step::resource).distinct().count();
        return count > most ? List.of(verdict(counted, count)) : List.of();
    }

    private Verdict verdict(List<Step> counted, int count) {
        return Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(counted.stream().map(Step::id).toList())
                .reason("The plan would update, replace or delete " + Words.count(count, "existing object")
                        + "; the budget is " + most + ".")
                .consequence("A mistake in the input or a setting would hit that many objects at once.")
                .addEvidence(Evidence.of(SUBJECT, "changes", count))
                .addEvidence(Evidence.of(SUBJECT, "budget", most))
                .approval(new Approval(RULE, SUBJECT, OptionalInt.of(count)))
                .build();
    }
}
