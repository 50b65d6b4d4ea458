package io.lbkit.diagnose.document;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.reconcile.document.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Several diagnoses in one line each, the worst first, on one screen. */
final class DiagnosisOverview {
    private static final List<Verdict> WORST_FIRST =
            List.of(Verdict.BROKEN, Verdict.DEGRADED, Verdict.INCONCLUSIVE, Verdict.PENDING, Verdict.DELIVERS);

    private static final String ELLIPSIS = " ...";

    private DiagnosisOverview() {}

    static String of(Collection<Diagnosis> diagnoses, TextStyle style, int width, int most) {
        List<Diagnosis> sorted = diagnoses.stream()
                .sorted(Comparator.comparingInt((Diagnosis each) -> WORST_FIRST.indexOf(each.verdict()))
                        .thenComparing(Diagnosis::service))
                .toList();
        int shown = sorted.size() < most ? sorted.size() : most - 2;
        StringBuilder text = new StringBuilder(style.strong(diagnoses.size() + " Services: " + counts(diagnoses)));
        text.append('\n');
        sorted.stream()
                .limit(shown)
                .forEach(each -> text.append(line(each, width, style)).append('\n'));
        if (sorted.size() > shown) {
            text.append("  and ").append(sorted.size() - shown).append(" more\n");
        }
        return text.toString();
    }

    private static String counts(Collection<Diagnosis> diagnoses) {
        return Arrays.stream(Verdict.values())
                .sorted(Comparator.comparingInt(WORST_FIRST::indexOf))
                .map(verdict -> count(diagnoses, verdict) + " " + verdict.label())
                .filter(count -> !count.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }

    private static long count(Collection<Diagnosis> diagnoses, Verdict verdict) {
        return diagnoses.stream().filter(each -> each.verdict() == verdict).count();
    }

    /** One line each: what is cut off here stands in full below. Names are not cut. */
    private static String line(Diagnosis diagnosis, int width, TextStyle style) {
        String service = diagnosis.service() + " (" + diagnosis.delivering() + " of " + diagnosis.backends() + ")";
        String word = String.format("%-12s", diagnosis.verdict().label());
        int room = width - word.length() - service.length() - 4;
        String cause = diagnosis
                .primary()
                .map(finding -> finding.code() + " " + finding.message())
                .map(text -> width == 0 ? text : shortened(text, room))
                .orElse("");
        return "  " + DiagnosisText.coloured(diagnosis.verdict(), word, style) + " " + service
                + (cause.isEmpty() ? "" : " " + cause);
    }

    private static String shortened(String text, int room) {
        if (text.length() <= room) {
            return text;
        }
        int end = text.lastIndexOf(' ', room - ELLIPSIS.length());
        return end < 0 ? "" : text.substring(0, end) + ELLIPSIS;
    }
}
