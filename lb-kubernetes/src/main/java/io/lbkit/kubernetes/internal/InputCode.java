package io.lbkit.kubernetes.internal;

import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;

/** The findings of the reading side. Codes are never reused. */
public enum InputCode {
    /** A path that does not exist or may not be read. */
    UNREADABLE_PATH(1, FindingKind.UNREADABLE_INPUT, Severity.ERROR),
    /** Bytes that are no text. */
    NOT_TEXT(2, FindingKind.UNREADABLE_INPUT, Severity.ERROR),
    /** A document that is no YAML or JSON. */
    BROKEN_DOCUMENT(3, FindingKind.UNREADABLE_INPUT, Severity.ERROR),
    /** A document of a depth or size that no object has. */
    TOO_LARGE(4, FindingKind.UNREADABLE_INPUT, Severity.ERROR),
    /** A document that is no Kubernetes object. */
    NO_OBJECT(5, FindingKind.UNREADABLE_INPUT, Severity.ERROR),
    /** A file or folder without an object. */
    NOTHING_INSIDE(6, FindingKind.UNREADABLE_INPUT, Severity.INFO),
    /** A key that stands twice in a mapping. */
    REPEATED_KEY(7, FindingKind.INVALID_OBJECT, Severity.ERROR),
    /** A value of another type than the field has. */
    WRONG_TYPE(8, FindingKind.INVALID_OBJECT, Severity.ERROR),
    /** A value that a rule of the API forbids. */
    BROKEN_RULE(9, FindingKind.INVALID_FIELD, Severity.ERROR),
    /** A value that was left out because it cannot be used, while the object can. */
    VALUE_LEFT_OUT(10, FindingKind.INVALID_FIELD, Severity.WARNING),
    /** A node that no machine of the cloud is known for. */
    NO_PROVIDER_ID(11, FindingKind.UNKNOWN_STATE, Severity.INFO),
    /** Objects of a kind that says nothing about load balancers. */
    OTHER_KIND(12, FindingKind.IGNORED_OBJECT, Severity.INFO),
    /** An object that stands twice in the input. */
    REPEATED_OBJECT(13, FindingKind.CONFLICTING_CONFIGURATION, Severity.INFO),
    /** A slice whose Service is not in a complete input. */
    SLICE_WITHOUT_SERVICE(14, FindingKind.MISSING_RESOURCE, Severity.INFO),
    /** An object of an API version that is no longer served. */
    OLD_VERSION(15, FindingKind.RISKY_CONFIGURATION, Severity.INFO),
    /** A list that is only one page of the whole. */
    PAGE_OF_LIST(16, FindingKind.UNKNOWN_STATE, Severity.WARNING),
    /** An answer of the API that says why it does not give objects. */
    REFUSED(17, FindingKind.UNKNOWN_STATE, Severity.WARNING);

    private final String code;
    private final FindingKind kind;
    private final Severity severity;

    InputCode(int number, FindingKind kind, Severity severity) {
        this.code = "LB-IN-%03d".formatted(number);
        this.kind = kind;
        this.severity = severity;
    }

    /** A finding of this code that still needs its place and words. */
    public Finding.Builder finding() {
        Finding.Builder builder = Finding.builder();
        builder.code(code).kind(kind).severity(severity).domain(FaultDomain.INPUT);
        return builder;
    }

    /** Whether an object with such a finding cannot be used. */
    boolean isFatal() {
        return severity == Severity.ERROR;
    }
}
