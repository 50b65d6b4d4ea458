package io.lbkit.reconcile.guard;

import io.lbkit.reconcile.plan.Plan;
import java.util.List;

/**
 * A check of a plan. Pure: equal plans give equal verdicts. Monotone: if it has nothing against a plan, it has nothing
 * against what {@link Plan#keeping} leaves of it.
 */
public interface Guardrail {
    /** {@return its name in text, JSON and approvals: lower-case letters and '-', for example {@code last-backend}} */
    String rule();

    /**
     * Looks for what must not happen by accident.
     *
     * @param plan the plan
     * @return what speaks against it, sorted by subject; empty if nothing does
     */
    List<Verdict> check(Plan plan);
}
