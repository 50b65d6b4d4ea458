package io.lbkit.diagnose.evidence;

import io.lbkit.model.finding.Finding;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence that was looked at as a whole: what cannot be of the same cluster, the same cloud and the same time as the rest is
 * left out, as if nobody had read it, and is named. Immutable.
 *
 * @param usable the evidence without that
 * @param findings what was left out or could not be read, and why
 * @param isMixed whether objects of several clusters are in it, so that nothing can be said for certain
 */
public record CheckedEvidence(DiagnosisInput usable, List<Finding> findings, boolean isMixed) {
    /**
     * Copies the list.
     *
     * @param usable the evidence
     * @param findings the findings
     * @param isMixed whether objects of several clusters are in it
     */
    public CheckedEvidence {
        findings = List.copyOf(findings);
    }

    /**
     * Looks at evidence.
     *
     * @param input the evidence
     * @return what can be used of it
     */
    public static CheckedEvidence of(DiagnosisInput input) {
        Set<String> clouds = Machines.clouds(input.cluster());
        List<Finding> mixed = MixedClusters.of(input, clouds);
        Optional<Finding> otherCloud = OtherCloud.of(input, clouds);
        List<Finding> findings = new ArrayList<>(mixed);
        otherCloud.ifPresent(findings::add);
        DiagnosisInput ours = otherCloud.isEmpty()
                ? input
                : DiagnosisInput.builder()
                        .from(input)
                        .observation(Optional.empty())
                        .filters(Optional.empty())
                        .build();
        EvidenceClocks clocks = EvidenceClocks.of(ours);
        findings.addAll(clocks.findings());
        ours.observation().ifPresent(seen -> findings.addAll(unread(seen)));
        return new CheckedEvidence(
                clocks.usable(), findings.stream().distinct().sorted().toList(), !mixed.isEmpty());
    }

    private static List<Finding> unread(Observation seen) {
        return seen.unread().stream().map(CheckedEvidence::finding).toList();
    }

    private static Finding finding(Unread part) {
        String what = part.kind() + part.name().map(name -> "/" + name).orElse("");
        return EvidenceCode.CLOUD_UNREAD
                .finding()
                .about(what)
                .message("What the cloud has of " + what + " could not be read: "
                        + part.error().label() + (part.detail().isEmpty() ? "" : " (" + part.detail() + ")") + ".")
                .remedy("Read the cloud again"
                        + (part.error() == ErrorKind.PERMISSION ? " with the permission to list " + part.kind() : "")
                        + "; what depends on it is unknown.")
                .build();
    }
}
