package io.lbkit.testkit.cloud;

import io.lbkit.reconcile.spi.Change;
import java.util.Locale;

/** A call of the cloud. */
public enum Operation {
    /** Everything is read. */
    OBSERVE,
    /** An object is made. */
    CREATE,
    /** Attributes of an object are changed. */
    UPDATE,
    /** An object is deleted. */
    DELETE,
    /** Members are registered. */
    ADD_MEMBERS,
    /** Members are deregistered. */
    REMOVE_MEMBERS;

    static Operation of(Change change) {
        if (change instanceof Change.Create) {
            return CREATE;
        } else if (change instanceof Change.Update) {
            return UPDATE;
        } else if (change instanceof Change.Delete) {
            return DELETE;
        }
        return change instanceof Change.AddMembers ? ADD_MEMBERS : REMOVE_MEMBERS;
    }

    /** {@return whether it changes the cloud} */
    public boolean writes() {
        return this != OBSERVE;
    }

    /** {@return the name used in text, for example {@code add-members}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
