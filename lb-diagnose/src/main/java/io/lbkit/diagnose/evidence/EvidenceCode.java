package io.lbkit.diagnose.evidence;

import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;

/** What can be wrong with the evidence as a whole. Codes are never reused. */
enum EvidenceCode {
    /** The objects are of several clusters. */
    MIXED_CLUSTERS(101, FindingKind.DISAGREEMENT),
    /** What the cloud has is that of another cluster, or of another cloud. */
    OTHER_CLOUD(102, FindingKind.DISAGREEMENT),
    /** The cloud refused to say something. */
    CLOUD_UNREAD(103, FindingKind.UNKNOWN_STATE),
    /** Times are later than the evidence. */
    FUTURE(104, FindingKind.DISAGREEMENT),
    /** Traffic is much older than the cluster. */
    STALE(105, FindingKind.DISAGREEMENT);

    private final String code;
    private final FindingKind kind;

    EvidenceCode(int number, FindingKind kind) {
        this.code = "LB-EVD-" + number;
        this.kind = kind;
    }

    /** A warning of this code that still needs its place and words. */
    Finding.Builder finding() {
        Finding.Builder builder = Finding.builder();
        builder.code(code).kind(kind).severity(Severity.WARNING).domain(FaultDomain.INPUT);
        return builder;
    }
}
