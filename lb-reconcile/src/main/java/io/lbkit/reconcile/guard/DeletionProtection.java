package io.lbkit.reconcile.guard;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rule {@code deletion-protection}: an object that somebody protected in the cloud is not deleted, nor replaced by another
 * one. Stateless.
 */
public final class DeletionProtection implements Guardrail {
    /** The name of the rule. */
    public static final String RULE = "deletion-protection";

    /** A guardrail without settings. */
    public DeletionProtection() {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public List<Verdict> check(Plan plan) {
        SortedMap<ResourceId, SortedSet<String>> deleting = new TreeMap<>();
        for (Step step : plan.steps()) {
            if (step.change() instanceof Change.Delete delete && isProtected(delete.resource())) {
                deleting.computeIfAbsent(step.resource(), id -> new TreeSet<>()).add(step.id());
            }
        }
        return deleting.entrySet().stream()
                .map(entry -> verdict(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean isProtected(Resource resource) {
        return resource.kind()
                .deletionProtected()
                .filter(isProtected -> isProtected.test(resource))
                .isPresent();
    }

    private static Verdict verdict(ResourceId id, SortedSet<String> steps) {
        return Verdict.builder()
                .level(Verdict.Level.NEEDS_APPROVAL)
                .addAllSteps(steps)
                .reason(id + " would be deleted; it is protected from deletion in the cloud.")
                .consequence("Clients lose what somebody meant to keep, or the cloud refuses the deletion.")
                .addEvidence(Evidence.of(id.toString(), "deletionProtected", true))
                .approval(Approval.of(RULE, id.toString()))
                .build();
    }
}
