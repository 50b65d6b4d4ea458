package io.lbkit.reconcile.guard;

import io.lbkit.reconcile.plan.Plan;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan with what guardrails have against it and what somebody allowed. Immutable.
 *
 * @param plan the plan
 * @param verdicts what speaks against it, sorted by rule and subject
 * @param approvals what somebody allowed
 */
public record Review(Plan plan, List<Verdict> verdicts, List<Approval> approvals) {
    /**
     * Copies the lists.
     *
     * @param plan the plan
     * @param verdicts what speaks against it, sorted by rule and subject
     * @param approvals what somebody allowed
     */
    public Review {
        verdicts = List.copyOf(verdicts);
        approvals = List.copyOf(approvals);
    }

    /**
     * {@return a plan that no guardrail was asked about}
     *
     * @param plan the plan
     */
    public static Review of(Plan plan) {
        return new Review(plan, List.of(), List.of());
    }

    static Review of(Plan plan, List<Verdict> verdicts, Collection<Approval> approvals) {
        return new Review(plan, verdicts, List.copyOf(approvals));
    }

    /**
     * {@return whether somebody allowed what a verdict stops}
     *
     * @param verdict one of the verdicts
     */
    public boolean isApproved(Verdict verdict) {
        return approvals.stream().anyMatch(given -> given.covers(verdict.approval()));
    }

    /** {@return the verdicts that stop something} */
    public List<Verdict> standing() {
        return verdicts.stream().filter(verdict -> !isApproved(verdict)).toList();
    }

    /** {@return the approvals that allow nothing of what a verdict stops; most likely slips of the pen} */
    public List<Approval> pointless() {
        return approvals.stream()
                .filter(given -> verdicts.stream().noneMatch(verdict -> given.covers(verdict.approval())))
                .toList();
    }

    /** {@return what may be carried out: the plan without the steps that verdicts stop and without what needs them} */
    public Plan allowed() {
        Set<String> stopped = new HashSet<>();
        standing().forEach(verdict -> stopped.addAll(verdict.steps()));
        return plan.keeping(step -> !stopped.contains(step.id()));
    }
}
