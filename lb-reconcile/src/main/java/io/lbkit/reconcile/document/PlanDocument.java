package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A plan as plain data, schema {@code lbkit.plan/v1}. */
public final class PlanDocument {
    private PlanDocument() {}

    /**
     * {@return the plan as a map with a fixed order of keys}
     *
     * @param plan the plan
     */
    public static Map<String, @Nullable Object> of(Plan plan) {
        return new Fields()
                .put("schema", "lbkit.plan/v1")
                .put("digest", plan.digest().hex())
                .put("verdict", plan.isEmpty() ? "empty" : "allowed")
                .put("steps", Fields.list(plan.steps(), PlanDocument::of))
                .put("guardrails", List.of())
                .put("findings", Fields.list(plan.findings(), FindingDocument::of))
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
