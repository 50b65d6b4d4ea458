package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a plan as plain data, schema {@code lbkit.outcome/v1}. */
public final class OutcomeDocument {
    private OutcomeDocument() {}

    /**
     * {@return the outcome as a map with a fixed order of keys}
     *
     * @param outcome the outcome
     */
    public static Map<String, @Nullable Object> of(Outcome outcome) {
        return new Fields()
                .put("schema", "lbkit.outcome/v1")
                .put("status", outcome.status().label())
                .put("plan", outcome.plan().digest().hex())
                .put("steps", Fields.list(outcome.steps(), OutcomeDocument::of))
                .put("incomplete", Fields.list(outcome.incomplete(), ServiceKey::toString))
                .done();
    }

    private static Map<String, @Nullable Object> of(StepOutcome step) {
        return new Fields()
                .put("id", step.step().id())
                .put("action", step.step().action().label())
                .put("kind", step.step().resource().kind())
                .put("name", step.step().resource().name())
                .put("status", step.status().label())
                .put("attempts", step.attempts())
                .put("membersMoved", step.membersMoved())
                .put("error", step.error().map(ErrorKind::label))
                .put("detail", step.detail())
                .put("waitedFor", Fields.list(step.waitedFor(), Gate::words))
                .put("missing", List.copyOf(step.missing()))
                .done();
    }
}
