package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.StepOutcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What became of a plan as text for people. */
public final class OutcomeText {
    private static final Set<StepOutcome.Status> ALWAYS_TOLD =
            EnumSet.of(StepOutcome.Status.FAILED, StepOutcome.Status.SKIPPED);

    private OutcomeText() {}

    /**
     * {@return the outcome: a summary, and each step that is not done with the reason}
     *
     * @param outcome the outcome
     * @param style coloured or plain
     */
    public static String of(Outcome outcome, TextStyle style) {
        StringBuilder text = new StringBuilder();
        for (StepOutcome step : outcome.steps()) {
            if (step.status() != StepOutcome.Status.DONE) {
                text.append("  ").append(style.removed(step.status().label())).append(' ');
                text.append(step.step().action().label())
                        .append(' ')
                        .append(step.step().resource());
                text.append(": ").append(step.reason()).append('\n');
            }
        }
        text.append(style.strong(summary(outcome))).append('\n');
        if (!outcome.incomplete().isEmpty()) {
            text.append("Not complete: ")
                    .append(outcome.incomplete().stream()
                            .map(ServiceKey::toString)
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String summary(Outcome outcome) {
        if (outcome.steps().isEmpty()) {
            return "Nothing to do.";
        }
        StringBuilder text = new StringBuilder("Applied " + outcome.count(StepOutcome.Status.DONE) + " of "
                + outcome.steps().size() + " steps");
        for (StepOutcome.Status status : StepOutcome.Status.values()) {
            long count = outcome.count(status);
            if (ALWAYS_TOLD.contains(status) || (count > 0 && status != StepOutcome.Status.DONE)) {
                text.append(", ")
                        .append(count)
                        .append(' ')
                        .append(status.label().replace('-', ' '));
            }
        }
        return text.append('.').toString();
    }
}
