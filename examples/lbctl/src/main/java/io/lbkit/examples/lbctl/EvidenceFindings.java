package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.nio.file.Path;
import java.util.Set;

/** What {@code explain} has to say about files and clouds that do not give what they should. */
final class EvidenceFindings {
    private EvidenceFindings() {}

    private static Finding.Builder warning(String code, FindingKind kind) {
        return Finding.builder()
                .code(code)
                .severity(Severity.WARNING)
                .kind(kind)
                .domain(FaultDomain.INPUT);
    }

    /** Nothing is known of the cloud. */
    static Finding noCloud(String about, String reason) {
        String[] lines = reason.split("\nRemedy: ", 2);
        return warning("LB-CTL-003", FindingKind.UNREADABLE_INPUT)
                .about(about)
                .message("What the cloud has could not be read, and is unknown: " + lines[0])
                .remedy(lines.length > 1 ? lines[1] : "Read the cloud again, or name a file with --actual.")
                .build();
    }

    /** Objects of a bundle are missing. */
    static Finding cutBundle(Path file, int said, int found) {
        return warning("LB-CTL-004", FindingKind.UNKNOWN_STATE)
                .about(file.toString())
                .message("The bundle says that it has " + said + " objects, and " + found
                        + " were read: it is not whole, so nothing is absent for certain.")
                .remedy("Copy the bundle again, or capture it again.")
                .addEvidence(Evidence.of(file.toString(), "objects", String.valueOf(said)))
                .build();
    }

    /** A file of a bundle is missing. */
    static Finding missingFile(Path file) {
        return warning("LB-CTL-004", FindingKind.UNKNOWN_STATE)
                .about(file.toString())
                .message("The bundle says that it has the file " + file.getFileName() + ", and it is not there.")
                .remedy("Copy the bundle again, or capture it again.")
                .build();
    }

    /** Nobody said which cloud it is. */
    static Finding unnamedCloud(Set<String> clouds) {
        return warning("LB-CTL-005", FindingKind.UNKNOWN_STATE)
                .about("--cloud")
                .message("The nodes are machines of " + String.join(", ", clouds)
                        + ", and no cloud was named: what it makes of a Service is unknown.")
                .remedy("Name it with --cloud, if lbctl knows it, and what it has with --actual.")
                .build();
    }

    /** The earlier dump is none that changes can be told from. */
    static Finding notComparable(String about, String message, String remedy) {
        return warning("LB-CTL-006", FindingKind.DISAGREEMENT)
                .about(about)
                .message(message + " Changes are not looked for.")
                .remedy(remedy)
                .build();
    }

    /** Of objects that nobody knows nothing can be asked. */
    static Finding noMeasurements(String name) {
        return warning("LB-CTL-007", FindingKind.UNKNOWN_STATE)
                .about("--metrics " + name)
                .message("What " + name
                        + " measured is unknown: which objects of the cloud belong to which Service was not read.")
                .remedy("Read what the cloud has, or name a file with --actual.")
                .build();
    }
}
