package io.lbkit.model.resource;

/** In which order an object is replaced when an attribute cannot change in place. */
public enum Replacement {
    /** The new one is made and takes over before the old one goes. */
    CREATE_FIRST,
    /** The cloud does not allow both at once: the old one goes first. */
    DELETE_FIRST
}
