package io.lbkit.reconcile.document;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.stream.Collectors;

/** What became of a plan as text for people. */
public final class OutcomeText {
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
                text.append(": ").append(reason(step)).append('\n');
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

    private static String reason(StepOutcome step) {
        if (step.status() == StepOutcome.Status.SKIPPED) {
            return "needs " + String.join(", ", step.missing());
        }
        String moved = step.membersMoved() > 0 ? " after " + step.membersMoved() + " members" : "";
        return step.error().map(ErrorKind::label).orElse("failed") + moved + ": " + step.detail();
    }

    private static String summary(Outcome outcome) {
        if (outcome.steps().isEmpty()) {
            return "Nothing to do.";
        }
        return "Applied " + outcome.count(StepOutcome.Status.DONE) + " of "
                + outcome.steps().size() + " steps, "
                + outcome.count(StepOutcome.Status.FAILED) + " failed, "
                + outcome.count(StepOutcome.Status.SKIPPED) + " skipped.";
    }
}
