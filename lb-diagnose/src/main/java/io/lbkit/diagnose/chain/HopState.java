package io.lbkit.diagnose.chain;

import java.util.Locale;

/** What is known of a hop. */
public enum HopState {
    /** The views agree. */
    PASS,
    /** The views disagree. */
    FAIL,
    /** What was read does not settle it. */
    UNKNOWN,
    /** There is no such hop on the way to this backend. */
    NOT_APPLICABLE;

    /** {@return the name used in text and JSON, for example {@code not-applicable}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
