package io.lbkit.model.finding;

import java.util.Locale;

/** What sort of thing a {@link Finding} reports; coarser than its code and the same for every cloud. */
public enum FindingKind {
    /** A file or document that cannot be read. */
    UNREADABLE_INPUT,
    /** An object that breaks the rules of its Kubernetes API. */
    INVALID_OBJECT,
    /** An object that LBKit has no use for. */
    IGNORED_OBJECT,
    /** An annotation whose value cannot be parsed or is out of range. */
    INVALID_ANNOTATION,
    /** A field whose value cannot be parsed or is out of range. */
    INVALID_FIELD,
    /** Two settings that contradict each other. */
    CONFLICTING_CONFIGURATION,
    /** A setting that this provider cannot carry out. */
    UNSUPPORTED_CONFIGURATION,
    /** A setting that works but has consequences its author may not expect. */
    RISKY_CONFIGURATION,
    /** Something that is referred to does not exist. */
    MISSING_RESOURCE,
    /** No backend can serve the Service. */
    NO_BACKENDS,
    /** A backend that cannot be used, while others can. */
    UNUSABLE_BACKEND,
    /** Two views of the same thing differ. */
    DISAGREEMENT,
    /** Packets that should pass are dropped. */
    BLOCKED_TRAFFIC,
    /** An object of somebody else has the name that ours would have. */
    FOREIGN_RESOURCE,
    /** The Service belongs to another implementation. */
    NOT_MANAGED,
    /** Something could not be read; what depends on it is unknown. */
    UNKNOWN_STATE,
    /** No usable subnet could be chosen. */
    SUBNET_RESOLUTION,
    /** Deletion protection stands in the way. */
    DELETION_PROTECTED,
    /** A limit of the cloud is reached. */
    QUOTA;

    /** {@return the name used in text and JSON, for example {@code invalid-annotation}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
