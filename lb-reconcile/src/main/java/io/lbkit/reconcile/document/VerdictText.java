package io.lbkit.reconcile.document;

import io.lbkit.reconcile.guard.Review;
import io.lbkit.reconcile.guard.Verdict;

/** Verdicts as text for people. */
final class VerdictText {
    private VerdictText() {}

    static String of(Review review, TextStyle style) {
        StringBuilder text = new StringBuilder("Guardrails:\n");
        for (Verdict verdict : review.verdicts()) {
            boolean approved = review.isApproved(verdict);
            String level = approved ? "approved" : verdict.level().label();
            text.append("  ")
                    .append(approved ? style.added(level) : style.removed(level))
                    .append(' ')
                    .append(style.strong(verdict.rule()))
                    .append("\n      ")
                    .append(verdict.reason())
                    .append("\n      ")
                    .append(verdict.consequence())
                    .append('\n');
            if (!approved) {
                text.append("      --approve '").append(verdict.approval()).append("'\n");
            }
        }
        return text.toString();
    }
}
