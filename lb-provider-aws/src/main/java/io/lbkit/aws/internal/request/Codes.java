package io.lbkit.aws.internal.request;

/** The codes of findings of this module; those that other modules use mean the same here. */
public final class Codes {
    /** An annotation that nobody reads. */
    public static final String UNKNOWN_ANNOTATION = "LB-SVC-015";

    /** An annotation whose value cannot be used. */
    public static final String INVALID_ANNOTATION = "LB-SVC-017";

    /** A field of the Service that has no effect. */
    public static final String IGNORED_FIELD = "LB-AWS-006";

    /** Two settings that contradict each other. */
    public static final String CONFLICT = "LB-AWS-001";

    /** A setting that AWS cannot carry out. */
    public static final String UNSUPPORTED = "LB-AWS-002";

    /** Something that is named and does not exist. */
    public static final String MISSING = "LB-AWS-003";

    /** Nothing is known about the VPC. */
    public static final String NO_FACTS = "LB-AWS-004";

    /** The Service does not ask for this provider. */
    public static final String NOT_CLAIMED = "LB-AWS-005";

    /** Deletion protection stands in the way. */
    public static final String PROTECTED = "LB-AWS-007";

    /** What is wanted needs another object than the one that exists. */
    public static final String REPLACED = "LB-AWS-008";

    /** A setting that is carried out and may surprise. */
    public static final String RISKY = "LB-AWS-009";

    /** Measurements that are missing. */
    public static final String UNMEASURED = "LB-AWS-010";

    /** Pods without a server id of QUIC. */
    public static final String SERVER_IDS = "LB-AWS-011";

    /** A load balancer class that another implementation serves. */
    public static final String OTHER_CLASS = "LB-CLD-002";

    /** No usable set of subnets. */
    public static final String SUBNETS = "LB-CLD-005";

    /** A limit of AWS would be reached. */
    public static final String QUOTA = "LB-CLD-007";

    /** A chosen address cannot be used. */
    public static final String ADDRESS = "LB-CLD-008";

    /** A network interface whose security group cannot be told. */
    public static final String TAGGED_GROUP = "LB-CLD-009";

    /** No node can be a target. */
    public static final String NO_NODE = "LB-CLD-017";

    /** Facts that cannot be used. */
    public static final String BAD_FACTS = "LB-CLD-028";

    private Codes() {}
}
