package io.lbkit.reconcile.guard;

import io.lbkit.reconcile.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The guardrails that a plan has to pass. Immutable, pure. */
public final class Guardrails {
    private final List<Guardrail> all;

    private Guardrails(List<Guardrail> all) {
        this.all = all;
    }

    /** {@return the guardrails that are on unless somebody says otherwise, with their default limits} */
    public static Guardrails standard() {
        return of(List.of(
                new LastWorkingBackend(),
                HealthyShare.ofPercent(HealthyShare.DEFAULT_PERCENT),
                new AddressLoss(),
                new ExposureWidening(),
                new RecentlyUsed(),
                ChangeBudget.of(ChangeBudget.DEFAULT_OBJECTS),
                new DeletionProtection()));
    }

    /**
     * {@return exactly these guardrails}
     *
     * @param all the guardrails
     */
    public static Guardrails of(Collection<Guardrail> all) {
        return new Guardrails(List.copyOf(all));
    }

    /** {@return no guardrail at all} */
    public static Guardrails none() {
        return of(List.of());
    }

    /**
     * {@return these guardrails and another one, which takes the place of one with the same rule}
     *
     * @param guardrail the other one, for example with another limit
     */
    public Guardrails with(Guardrail guardrail) {
        List<Guardrail> changed = new ArrayList<>(without(guardrail.rule()).all);
        changed.add(guardrail);
        return of(changed);
    }

    /**
     * {@return these guardrails without one}
     *
     * @param rule the name of its rule
     */
    public Guardrails without(String rule) {
        return of(all.stream().filter(kept -> !kept.rule().equals(rule)).toList());
    }

    /** {@return the guardrails, in the order in which they are asked} */
    public List<Guardrail> all() {
        return all;
    }

    /**
     * {@return what speaks against a plan, sorted by rule and subject}
     *
     * @param plan the plan
     */
    public List<Verdict> check(Plan plan) {
        return all.stream()
                .flatMap(guardrail -> guardrail.check(plan).stream())
                .sorted(Comparator.comparing(Verdict::approval))
                .toList();
    }

    /**
     * {@return a plan with what speaks against it and what somebody allowed}
     *
     * @param plan the plan
     * @param approvals what somebody allowed
     */
    public Review review(Plan plan, Collection<Approval> approvals) {
        return Review.of(plan, check(plan), approvals);
    }

    /**
     * {@return what speaks against a plan and is not approved, sorted by rule and subject}
     *
     * @param plan the plan
     * @param approvals what somebody allowed
     */
    public List<Verdict> check(Plan plan, Collection<Approval> approvals) {
        return review(plan, approvals).standing();
    }

    /**
     * {@return what of a plan may be carried out: without the steps of unapproved verdicts and what needs them}
     *
     * @param plan the plan
     * @param approvals what somebody allowed
     */
    public Plan allowed(Plan plan, Collection<Approval> approvals) {
        return review(plan, approvals).allowed();
    }
}
