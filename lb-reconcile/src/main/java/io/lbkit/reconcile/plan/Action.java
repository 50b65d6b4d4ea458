package io.lbkit.reconcile.plan;

import java.util.Locale;

/** What a step does. */
public enum Action {
    /** Makes an object. */
    CREATE("+"),
    /** Changes attributes of an object. */
    UPDATE("~"),
    /** Makes the successor of an object; another step deletes the old one, before or after. */
    REPLACE("+/-"),
    /** Deletes an object. */
    DELETE("-"),
    /** Registers members, or changes registered ones. */
    ADD_MEMBERS("~"),
    /** Deregisters members. */
    REMOVE_MEMBERS("~");

    private final String sign;

    Action(String sign) {
        this.sign = sign;
    }

    /** {@return the sign that plans show in front of it} */
    public String sign() {
        return sign;
    }

    /** {@return the name used in text and JSON, for example {@code add-members}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
