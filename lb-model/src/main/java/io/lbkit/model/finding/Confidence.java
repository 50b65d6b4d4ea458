package io.lbkit.model.finding;

import java.util.Locale;

/** How sure a {@link Finding} is. */
public enum Confidence {
    /** The evidence proves it. */
    CONFIRMED,
    /** The evidence suggests it and nothing contradicts it. */
    PROBABLE,
    /** It cannot be excluded. */
    POSSIBLE;

    /** {@return the name used in text and JSON, for example {@code confirmed}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
