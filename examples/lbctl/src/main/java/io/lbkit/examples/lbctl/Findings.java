package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import java.util.Collection;

/** What findings mean for the exit code. */
final class Findings {
    private Findings() {}

    static int exitCode(Collection<Finding> findings) {
        return findings.stream().anyMatch(Finding::blocks) ? ExitCodes.FAILURE : ExitCodes.OK;
    }

    static long count(Collection<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
