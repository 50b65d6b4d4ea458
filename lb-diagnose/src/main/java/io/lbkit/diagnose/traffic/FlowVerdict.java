package io.lbkit.diagnose.traffic;

import java.util.Locale;

/** How far a request was seen to get; each later one says more about the connection than those before it. */
public enum FlowVerdict {
    /** It went on at a place before its destination. That it arrived is not known. */
    FORWARDED,
    /** It was dropped on the way. */
    DROPPED,
    /** It was handed to its destination. */
    DELIVERED,
    /** The destination refused it with a reset. */
    RESET,
    /** The destination answered. */
    ANSWERED;

    /** {@return the name used in text, JSON and CSV, for example {@code delivered}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
