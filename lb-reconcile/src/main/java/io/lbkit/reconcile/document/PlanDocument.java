package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A plan as plain data, schema {@code lbkit.plan/v1}. */
public final class PlanDocument {
    private PlanDocument() {}

    /**
     * {@return the plan as a map with a fixed order of keys, without guardrails}
     *
     * @param plan the plan
     */
    public static Map<String, @Nullable Object> of(Plan plan) {
        return of(Review.of(plan));
    }

    /**
     * {@return the plan and what guardrails have against it, as a map with a fixed order of keys}
     *
     * @param review the plan with its verdicts and approvals
     */
    public static Map<String, @Nullable Object> of(Review review) {
        Plan plan = review.plan();
        return new Fields()
                .put("schema", "lbkit.plan/v1")
                .put("digest", plan.digest().hex())
                .put("verdict", verdict(review))
                .put("steps", Fields.list(plan.steps(), PlanDocument::of))
                .put("guardrails", Fields.list(review.verdicts(), verdict -> of(review, verdict)))
                .put("findings", Fields.list(plan.findings(), FindingDocument::of))
                .done();
    }

    /** The worst of what stands. */
    private static String verdict(Review review) {
        return review.standing().stream()
                .map(Verdict::level)
                .max(Comparator.naturalOrder())
                .map(Verdict.Level::label)
                .orElse(review.plan().isEmpty() ? "empty" : "allowed");
    }

    private static Map<String, @Nullable Object> of(Review review, Verdict verdict) {
        return new Fields()
                .put("rule", verdict.rule())
                .put(
                        "verdict",
                        review.isApproved(verdict)
                                ? "approved"
                                : verdict.level().label())
                .put("reason", verdict.reason() + " " + verdict.consequence())
                .put("approve", verdict.approval().toString())
                .done();
    }

    private static Map<String, @Nullable Object> of(Step step) {
        return new Fields()
                .put("id", step.id())
                .put("action", step.action().label())
                .put("kind", step.resource().kind())
                .put("name", step.resource().name())
                .put("services", Fields.list(step.services(), ServiceKey::toString))
                .put("cause", step.cause().name())
                .put("impact", step.impact().name())
                .put("after", List.copyOf(step.after()))
                .put("changes", Fields.list(step.attributes(), PlanDocument::of))
                .put(
                        "members",
                        new Fields()
                                .put("add", MemberDocument.of(step.added(), OptionalInt.empty()))
                                .put("remove", MemberDocument.of(step.removed(), OptionalInt.empty()))
                                .done())
                .done();
    }

    private static Map<String, @Nullable Object> of(AttributeChange change) {
        return new Fields()
                .put("path", change.path())
                .put("from", change.from().toPlain())
                .put("to", change.to().toPlain())
                .done();
    }
}
