package io.lbkit.diagnose;

import java.util.Locale;

/** Whether requests reach the backends of a Service. */
public enum Verdict {
    /** They reach every backend. */
    DELIVERS,
    /** They reach some backends and not others. */
    DEGRADED,
    /** They reach none. */
    BROKEN,
    /** There is no address yet, or no target was checked often enough. */
    PENDING,
    /** What was read does not settle it. */
    INCONCLUSIVE;

    /** {@return the name used in text and JSON, for example {@code delivers}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
