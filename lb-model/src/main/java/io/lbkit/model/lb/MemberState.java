package io.lbkit.model.lb;

import java.util.Locale;

/** What a member is wanted for. */
public enum MemberState {
    /** It gets new connections. */
    ACTIVE,
    /** It keeps the connections it has and gets no new ones. */
    DRAINING;

    /** {@return the name used in text and JSON, for example {@code active}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
