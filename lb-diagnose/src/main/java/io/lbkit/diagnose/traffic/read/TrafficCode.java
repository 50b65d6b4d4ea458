package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;

/** What can be wrong with traffic evidence. */
enum TrafficCode {
    BROKEN_TEXT(
            101,
            FindingKind.UNREADABLE_INPUT,
            Severity.WARNING,
            "cannot be parsed",
            "Write the file again; a last line may be cut off if the writer still ran."),
    UNUSABLE_RECORD(
            102,
            FindingKind.INVALID_FIELD,
            Severity.WARNING,
            "cannot be used",
            "Correct the field that is named, or leave the record out."),
    LOST_EVENTS(
            103,
            FindingKind.UNKNOWN_STATE,
            Severity.WARNING,
            "that the source lost are missing",
            "Ask for less at a time, or give the source larger buffers: what was lost is unknown."),
    NODES_MISSING(
            104,
            FindingKind.UNKNOWN_STATE,
            Severity.WARNING,
            "could not be asked for flows",
            "Restore the connection to the nodes, and read the flows again: what they saw is unknown."),
    CLOCKS_DISAGREE(
            105,
            FindingKind.UNKNOWN_STATE,
            Severity.WARNING,
            "have times that contradict each other",
            "Set the clocks of the nodes by NTP; the order of flows is not to be trusted."),
    UNKNOWN_FIELD(
            106,
            FindingKind.IGNORED_OBJECT,
            Severity.INFO,
            "are not known and were left out",
            "Correct the name if it was meant for a field that exists."),
    NOTHING_INSIDE(
            107,
            FindingKind.UNREADABLE_INPUT,
            Severity.WARNING,
            "hold neither flows nor series",
            "Give flows of 'hubble observe -o json', or JSON or CSV in the form of lbkit.traffic/v1."),
    NO_REQUEST(
            108,
            FindingKind.IGNORED_OBJECT,
            Severity.INFO,
            "say nothing about requests and were left out",
            "Nothing to do.");

    private final String code;
    private final FindingKind kind;
    private final Severity severity;
    private final String predicate;
    private final String remedy;

    TrafficCode(int number, FindingKind kind, Severity severity, String predicate, String remedy) {
        this.code = "LB-TRF-" + number;
        this.kind = kind;
        this.severity = severity;
        this.predicate = predicate;
        this.remedy = remedy;
    }

    String code() {
        return code;
    }

    FindingKind kind() {
        return kind;
    }

    Severity severity() {
        return severity;
    }

    String predicate() {
        return predicate;
    }

    String remedy() {
        return remedy;
    }

    /** Whether flows may be missing because of it. */
    boolean leavesGap() {
        return this == BROKEN_TEXT || this == UNUSABLE_RECORD || this == LOST_EVENTS || this == NODES_MISSING;
    }
}
