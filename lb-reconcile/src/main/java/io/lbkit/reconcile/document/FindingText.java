package io.lbkit.reconcile.document;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import java.util.Collection;

/** Findings as text for people. */
public final class FindingText {
    private FindingText() {}

    /**
     * {@return the findings, one paragraph each; empty if there is none}
     *
     * @param findings the findings, in the order in which they are shown
     * @param style coloured or plain
     */
    public static String of(Collection<Finding> findings, TextStyle style) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> append(text, finding, style));
        return text.toString();
    }

    private static void append(StringBuilder text, Finding finding, TextStyle style) {
        String severity = finding.severity().label();
        String head = severity + " " + finding.code();
        text.append(finding.severity() == Severity.ERROR ? style.removed(head) : style.changed(head));
        finding.service().ifPresent(service -> text.append(' ').append(style.strong(service)));
        text.append(' ').append(finding.about()).append('\n');
        text.append("    ").append(finding.message()).append('\n');
        text.append("    Remedy: ").append(finding.remedy()).append('\n');
        for (Evidence evidence : finding.evidence()) {
            text.append("    ").append(style.faint(evidence.toString())).append('\n');
        }
    }
}
