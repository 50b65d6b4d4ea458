package io.lbkit.reconcile.guard;

import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is surely done before a step. Guardrails count on nothing else: {@link Plan#keeping} never leaves a step without what
 * it needs, so what is counted on is still there in every smaller plan.
 */
final class StepOrder {
    private final Map<String, Step> byId = new HashMap<>();

    StepOrder(Plan plan) {
        plan.steps().forEach(step -> byId.put(step.id(), step));
    }

    /** {@return a step and everything that must be done before it} */
    List<Step> upTo(Step step) {
        List<Step> found = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(step.id()));
        Deque<Step> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            Step next = open.pop();
            found.add(next);
            for (String id : next.after()) {
                Step before = byId.get(id);
                if (before != null && seen.add(id)) {
                    open.push(before);
                }
            }
        }
        return found;
    }

    /** {@return the deletions that surely come later than a step, or never} */
    List<Change.Delete> deletionsAfter(Step step) {
        List<Change.Delete> found = new ArrayList<>();
        for (Step later : byId.values()) {
            if (!later.id().equals(step.id())
                    && later.change() instanceof Change.Delete delete
                    && upTo(later).contains(step)) {
                found.add(delete);
            }
        }
        return found;
    }
}
