package io.lbkit.diagnose.document;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.Severity;
import io.lbkit.reconcile.document.FindingText;
import io.lbkit.reconcile.document.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A diagnosis as text for people: the verdict, the causes, then the way to the backends with the hop that fails. */
public final class DiagnosisText {
    /** How many ways are shown; those that fail come first. */
    private static final int SHOWN = 6;

    private final Diagnosis diagnosis;
    private final TextStyle style;
    private final StringBuilder text = new StringBuilder();

    private DiagnosisText(Diagnosis diagnosis, TextStyle style) {
        this.diagnosis = diagnosis;
        this.style = style;
    }

    /**
     * {@return the diagnosis as text}
     *
     * @param diagnosis the diagnosis
     * @param style coloured or plain
     */
    public static String of(Diagnosis diagnosis, TextStyle style) {
        DiagnosisText made = new DiagnosisText(diagnosis, style);
        made.verdict();
        made.discriminators();
        made.findings();
        made.chains();
        made.missing();
        return made.text.toString();
    }

    private void verdict() {
        String word = diagnosis.verdict().label();
        String shown = switch (diagnosis.verdict()) {
            case DELIVERS -> style.added(word);
            case BROKEN, DEGRADED -> style.removed(word);
            case PENDING, INCONCLUSIVE -> style.changed(word);
        };
        text.append(style.strong(diagnosis.service().toString())).append(": ").append(shown);
        text.append(", ")
                .append(diagnosis.delivering())
                .append(" of ")
                .append(diagnosis.backends())
                .append(diagnosis.backends() == 1 ? " backend" : " backends")
                .append(diagnosis.verdict() == Verdict.INCONCLUSIVE ? " known to be reached" : " reached");
        text.append(" (").append(diagnosis.confidence().label()).append(")\n");
    }

    private void discriminators() {
        diagnosis
                .discriminators()
                .forEach(each -> text.append("  ").append(each.message()).append('\n'));
    }

    private void findings() {
        for (Finding finding : diagnosis.findings()) {
            text.append(FindingText.of(List.of(finding), style).indent(2));
            if (!finding.effects().isEmpty()) {
                text.append("      ")
                        .append(style.faint("It explains "
                                + finding.effects().stream()
                                        .map(FindingCode::text)
                                        .collect(Collectors.joining(", "))))
                        .append('\n');
            }
        }
    }

    private void chains() {
        List<Chain> failing = diagnosis.chains().stream()
                .filter(chain -> chain.delivers() != HopState.PASS)
                .sorted(Comparator.comparing(Chain::delivers))
                .toList();
        failing.stream().limit(SHOWN).forEach(this::chain);
        if (failing.size() > SHOWN) {
            text.append("  and ").append(failing.size() - SHOWN).append(" more ways that are not known to be well\n");
        }
    }

    private void chain(Chain chain) {
        text.append("  ")
                .append(style.strong(chain.backend()))
                .append(" port ")
                .append(chain.port())
                .append('\n');
        for (HopResult hop : chain.hops()) {
            boolean first = chain.firstDisagreement().filter(hop::equals).isPresent();
            String line =
                    String.format("    %s %-11s %s", mark(hop, first), hop.hop().label(), hop.evidence());
            text.append(
                            switch (hop.state()) {
                                case FAIL -> first ? style.removed(line) : line;
                                case UNKNOWN, NOT_APPLICABLE -> style.faint(line);
                                case PASS -> line;
                            })
                    .append('\n');
        }
    }

    private static String mark(HopResult hop, boolean first) {
        return switch (hop.state()) {
            case PASS -> "  ok  ";
            case FAIL -> first ? ">>FAIL" : "  fail";
            case UNKNOWN -> "  ?   ";
            case NOT_APPLICABLE -> "  -   ";
        };
    }

    private void missing() {
        boolean settled = diagnosis.verdict() == Verdict.DELIVERS
                || diagnosis.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        if (!settled && !diagnosis.missingEvidence().isEmpty()) {
            text.append("  What would help next: ")
                    .append(diagnosis.missingEvidence().get(0))
                    .append('\n');
        }
    }
}
