package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import io.lbkit.reconcile.document.FindingDocument;
import io.lbkit.reconcile.document.FindingText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lbctl validate}. */
@Command(
        name = "validate",
        description = {
            "Print what is wrong with the input and with what would be made of it, and nothing else; for CI jobs. Asks nothing "
                    + "of the cloud."
        },
        exitCodeList = {
            "0:nothing that counts",
            "1:warnings, with --fail-on warning; or the command failed",
            "2:errors",
            "64:the command line is wrong"
        },
        footer = {
            "Examples:",
            "  lbctl validate -f manifests/",
            "  lbctl validate -f manifests/ --cloud simulated --facts cloud.yaml --fail-on warning -o json"
        })
final class ValidateCommand implements Callable<Integer> {
    /** From which severity on findings count. */
    enum FailOn {
        /** Errors only. */
        ERROR,
        /** Warnings too. */
        WARNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private final InputOptions input = new InputOptions();

    @Mixin
    private final CloudOptions cloud = new CloudOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description =
                    "From which severity on the exit code is not 0: ${COMPLETION-CANDIDATES}; '${DEFAULT-VALUE}' unless "
                            + "said otherwise.")
    private FailOn failOn = FailOn.ERROR;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Session session = Session.of(input, cloud);
        // The plan knows more than the designs: Services that contradict each other, objects of somebody else.
        List<Finding> findings = session.plan(cloud.known(session.provider())).findings();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(severity.label(), Findings.count(findings, severity));
        }
        if (output.isText()) {
            output.print(FindingText.of(findings, output.style()) + summary(counts));
        } else {
            Map<String, @Nullable Object> document = new LinkedHashMap<>();
            document.put("schema", "lbkit.findings/v1");
            document.put("cloud", cloud.name());
            document.put("counts", counts);
            document.put("findings", findings.stream().map(FindingDocument::of).toList());
            output.print(document);
        }
        return exitCode(findings);
    }

    private int exitCode(List<Finding> findings) {
        if (Findings.count(findings, Severity.ERROR) > 0) {
            return ExitCodes.ERRORS;
        }
        boolean counts = failOn == FailOn.WARNING && Findings.count(findings, Severity.WARNING) > 0;
        return counts ? ExitCodes.WARNINGS : ExitCodes.OK;
    }

    private static String summary(Map<String, Long> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((severity, count) -> parts.add(count + " " + severity + (count == 1 ? "" : "s")));
        return String.join(", ", parts).replace("infos", "notes").replace("info", "note") + "\n";
    }
}
