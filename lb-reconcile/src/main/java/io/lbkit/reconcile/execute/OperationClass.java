package io.lbkit.reconcile.execute;

import java.util.Locale;

/** Calls that clouds count together when they limit rates. */
public enum OperationClass {
    /** Reads. */
    READ,
    /** Makes, changes and deletes objects. */
    WRITE,
    /** Registers and deregisters members. */
    MEMBERS;

    /** {@return the name used in text and JSON, for example {@code members}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
