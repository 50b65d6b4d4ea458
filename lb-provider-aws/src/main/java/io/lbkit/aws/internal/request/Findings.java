package io.lbkit.aws.internal.request;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what there is to say about one Service. Not thread-safe. */
public final class Findings {
    private final Service service;
    private final SortedSet<Finding> found = new TreeSet<>();

    /**
     * Nothing so far.
     *
     * @param service the Service
     */
    public Findings(Service service) {
        this.service = service;
    }

    /** Adds findings that were made elsewhere. */
    public void addAll(Collection<Finding> findings) {
        found.addAll(findings);
    }

    /** Adds a finding that was made elsewhere. */
    public void add(Finding finding) {
        found.add(finding);
    }

    /**
     * An annotation whose value cannot be used.
     *
     * @param annotation its full name
     * @param value its value
     * @param rule what is allowed, as a clause that can follow a colon
     * @param remedy what to write instead, one sentence
     */
    public void invalidAnnotation(String annotation, String value, String rule, String remedy) {
        add(Codes.INVALID_ANNOTATION, FindingKind.INVALID_ANNOTATION, field(annotation), value, rule, remedy);
    }

    /** Two settings that contradict each other; {@code annotation} is the one that is easiest to change. */
    public void conflict(String annotation, String value, String rule, String remedy) {
        add(Codes.CONFLICT, FindingKind.CONFLICTING_CONFIGURATION, field(annotation), value, rule, remedy);
    }

    /** A setting that AWS cannot carry out; {@code about} is the path of the field. */
    public void unsupported(String about, String value, String rule, String remedy) {
        add(Codes.UNSUPPORTED, FindingKind.UNSUPPORTED_CONFIGURATION, about, value, rule, remedy);
    }

    /** Something that is named and does not exist. */
    public void missing(String about, String value, String rule, String remedy) {
        add(Codes.MISSING, FindingKind.MISSING_RESOURCE, about, value, rule, remedy);
    }

    /** No usable set of subnets; {@code about} is the path of the field. */
    public void subnets(String about, String value, String rule, String remedy) {
        add(Codes.SUBNETS, FindingKind.SUBNET_RESOLUTION, about, value, rule, remedy);
    }

    /** A setting that is carried out and may surprise. */
    public void warn(String code, FindingKind kind, String about, String value, String message, String remedy) {
        found.add(finding(code, Severity.WARNING, kind, about, value, message, remedy));
    }

    /** Something worth knowing. */
    public void inform(String code, FindingKind kind, String about, String value, String message, String remedy) {
        found.add(finding(code, Severity.INFO, kind, about, value, message, remedy));
    }

    /** An error whose message is {@code The value 'value' cannot be used: rule.}, or the rule alone where nothing is set. */
    public void add(String code, FindingKind kind, String about, String value, String rule, String remedy) {
        String message = value.isEmpty()
                ? Character.toUpperCase(rule.charAt(0)) + rule.substring(1) + "."
                : "The value '" + value + "' cannot be used: " + rule + ".";
        found.add(finding(code, Severity.ERROR, kind, about, value, message, remedy));
    }

    /** {@return whether nothing may be changed for the Service} */
    public boolean isBlocked() {
        return found.stream().anyMatch(Finding::blocks);
    }

    /** {@return everything, sorted} */
    public List<Finding> all() {
        return List.copyOf(found);
    }

    /**
     * {@return the path of an annotation}
     *
     * @param annotation its full name
     */
    public static String field(String annotation) {
        return "metadata.annotations['" + annotation + "']";
    }

    private Finding finding(
            String code,
            Severity severity,
            FindingKind kind,
            String about,
            String value,
            String message,
            String remedy) {
        return Finding.builder()
                .code(code)
                .severity(severity)
                .kind(kind)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .service(service.key().toString())
                .about(about)
                .message(message)
                .remedy(remedy)
                .addEvidence(Evidence.of("Service/" + service.key(), about, value))
                .build();
    }
}
