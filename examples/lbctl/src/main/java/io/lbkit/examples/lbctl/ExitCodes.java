package io.lbkit.examples.lbctl;

/** What the exit codes mean; scripts rely on them. */
final class ExitCodes {
    /** All is well. */
    static final int OK = 0;

    /** A finding blocks something, or the command failed. */
    static final int FAILURE = 1;

    /** {@code validate}: the only findings that count are warnings. */
    static final int WARNINGS = 1;

    /** {@code validate}: there are errors. */
    static final int ERRORS = 2;

    /** {@code plan --detailed-exitcode}: there is something to do. */
    static final int CHANGES = 2;

    /** {@code apply}: a guardrail stops something that nobody approved; nothing was applied. */
    static final int UNAPPROVED = 3;

    /** {@code explain}: a Service is broken or degraded. */
    static final int NOT_DELIVERED = 2;

    /** {@code explain}: no Service is broken or degraded, and one is pending or inconclusive. */
    static final int UNSETTLED = 4;

    /** The command line itself is wrong (EX_USAGE of sysexits.h). */
    static final int USAGE = 64;

    private ExitCodes() {}
}
