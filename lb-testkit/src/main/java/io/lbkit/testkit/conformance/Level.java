package io.lbkit.testkit.conformance;

import java.util.Locale;

/** How binding a rule is. */
public enum Level {
    /** Every provider keeps it. */
    REQUIRED,
    /** A provider keeps it if it has what the rule is about. */
    OPTIONAL,
    /** It binds, and no test can tell; its test is skipped and says why. */
    UNTESTABLE;

    /** {@return the name used in text, for example {@code required}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
