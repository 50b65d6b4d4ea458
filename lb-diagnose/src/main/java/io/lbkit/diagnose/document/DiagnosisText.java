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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnosis as text for people: the verdict and the causes with their remedies on the first screen, then the way to the backends with
 * the hop that fails, then the evidence. Every mark is a word or a sign of ASCII, so nothing is said by colour alone.
 */
public final class DiagnosisText {
    /** Where lines are broken unless said otherwise. */
    public static final int WIDTH = 80;

    /** How many ways are shown; those that fail come first. */
    private static final int SHOWN = 6;

    /** How many causes come before the ways, so that these begin on the first screen. */
    private static final int FIRST_CAUSES = 4;

    /** Where the evidence of a hop begins. */
    private static final int EVIDENCE = 23;

    private final Diagnosis diagnosis;
    private final TextStyle style;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private DiagnosisText(Diagnosis diagnosis, TextStyle style, int width) {
        this.diagnosis = diagnosis;
        this.style = style;
        this.width = width;
    }

    /**
     * {@return the diagnosis as text of {@link #WIDTH} columns}
     *
     * @param diagnosis the diagnosis
     * @param style coloured or plain
     */
    public static String of(Diagnosis diagnosis, TextStyle style) {
        return of(diagnosis, style, WIDTH);
    }

    /**
     * {@return the diagnosis as text}
     *
     * @param diagnosis the diagnosis
     * @param style coloured or plain
     * @param width the most characters of a line, as far as names allow; 0: lines are not broken
     */
    public static String of(Diagnosis diagnosis, TextStyle style, int width) {
        DiagnosisText made = new DiagnosisText(diagnosis, style, width);
        List<Finding> causes = diagnosis.findings();
        made.verdict();
        diagnosis.discriminators().forEach(each -> made.line("  " + each.message()));
        causes.stream().limit(FIRST_CAUSES).forEach(made::cause);
        if (causes.size() > FIRST_CAUSES) {
            made.line("  and " + (causes.size() - FIRST_CAUSES) + " more causes, below");
        }
        made.chains();
        causes.stream().skip(FIRST_CAUSES).forEach(made::cause);
        made.evidence();
        made.missing();
        return made.text.toString();
    }

    /**
     * {@return several diagnoses in one line each, the worst first}
     *
     * @param diagnoses the diagnoses
     * @param style coloured or plain
     * @param width the most characters of a line, as far as names allow; 0: lines are not broken
     * @param most how many lines at most, at least 3
     */
    public static String overview(Collection<Diagnosis> diagnoses, TextStyle style, int width, int most) {
        return DiagnosisOverview.of(diagnoses, style, width, most);
    }

    private void line(String line) {
        line(line, 4);
    }

    private void line(String line, int hanging) {
        text.append(TextWrap.line(line, hanging, width)).append('\n');
    }

    private void verdict() {
        String shown = coloured(diagnosis.verdict(), diagnosis.verdict().label(), style);
        line(style.strong(diagnosis.service().toString()) + ": " + shown + ", " + diagnosis.delivering() + " of "
                + diagnosis.backends()
                + (diagnosis.backends() == 1 ? " backend" : " backends")
                + (diagnosis.verdict() == Verdict.INCONCLUSIVE ? " known to be reached" : " reached") + " ("
                + diagnosis.confidence().label() + ")");
    }

    static String coloured(Verdict verdict, String word, TextStyle style) {
        return switch (verdict) {
            case DELIVERS -> style.added(word);
            case BROKEN, DEGRADED -> style.removed(word);
            case PENDING, INCONCLUSIVE -> style.changed(word);
        };
    }

    private void cause(Finding finding) {
        Finding withoutEvidence =
                Finding.builder().from(finding).evidence(List.of()).build();
        text.append(
                TextWrap.lines(FindingText.of(List.of(withoutEvidence), style).indent(2), width));
        if (!finding.effects().isEmpty()) {
            line(
                    "      "
                            + style.faint("It explains "
                                    + finding.effects().stream()
                                            .map(FindingCode::text)
                                            .collect(Collectors.joining(", "))),
                    8);
        }
    }

    private void evidence() {
        List<Finding> proved = diagnosis.findings().stream()
                .filter(finding -> !finding.evidence().isEmpty())
                .toList();
        for (Finding finding : proved) {
            line("  Evidence of " + finding.code() + " " + finding.about() + " ("
                    + finding.confidence().label() + ")");
            finding.evidence().forEach(fact -> line("      " + style.faint(fact.toString()), 8));
        }
    }

    private void chains() {
        List<Chain> failing = diagnosis.chains().stream()
                .filter(chain -> chain.delivers() != HopState.PASS)
                .sorted(Comparator.comparing(Chain::delivers))
                .toList();
        failing.stream().limit(SHOWN).forEach(this::chain);
        if (failing.size() > SHOWN) {
            line("  and " + (failing.size() - SHOWN) + " more ways that are not known to be well");
        }
    }

    private void chain(Chain chain) {
        line("  " + style.strong(chain.backend()) + " port " + chain.port());
        for (HopResult hop : chain.hops()) {
            boolean first = chain.firstDisagreement().filter(hop::equals).isPresent();
            String line =
                    String.format("    %s %-11s %s", mark(hop, first), hop.hop().label(), hop.evidence());
            line(
                    switch (hop.state()) {
                        case FAIL -> first ? style.removed(line) : line;
                        case UNKNOWN, NOT_APPLICABLE -> style.faint(line);
                        case PASS -> line;
                    },
                    EVIDENCE);
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
            line("  What would help next: " + diagnosis.missingEvidence().get(0));
        }
    }
}
