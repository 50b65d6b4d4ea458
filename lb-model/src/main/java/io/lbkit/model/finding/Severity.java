package io.lbkit.model.finding;

import java.util.Locale;

/** How much a {@link Finding} matters. The order is from worst to least. */
public enum Severity {
    /** The subject cannot be handled as it is; nothing is changed in the cloud for that Service. */
    ERROR,
    /** The subject is handled, but probably not as its author meant. */
    WARNING,
    /** Worth knowing. */
    INFO;

    /** {@return the name used in text and JSON, for example {@code error}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
