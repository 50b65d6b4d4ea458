package io.lbkit.reconcile.spi;

import java.util.Locale;

/** What the caller of a provider may do after a failure. */
public enum ErrorKind {
    /** Too many calls: the same again, later. */
    THROTTLED,
    /** A passing fault, and the call had no effect: the same again, later. */
    TRANSIENT,
    /** Somebody else changed the object: read it again, then try again. */
    CONFLICT,
    /** The effect may have happened: observe before anything else. */
    STATE_UNKNOWN,
    /** The object does not exist. */
    NOT_FOUND,
    /** An object of that name exists already and is not ours or not like ours. */
    ALREADY_EXISTS,
    /** Another object still uses it. */
    IN_USE,
    /** A limit is reached. */
    QUOTA,
    /** The credentials do not allow it. */
    PERMISSION,
    /** The cloud refuses it as it is: never again without a change. */
    INVALID;

    /** {@return the name used in text and JSON, for example {@code state-unknown}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
