package io.lbkit.model.resource;

/** What it takes to change an attribute of an object that exists. */
public enum Mutability {
    /** The cloud changes it on the living object. */
    IN_PLACE,
    /** Only another object can have another value. */
    REPLACE,
    /** It is set when the object is made; a later wish for another value is not carried out and causes no change. */
    WRITE_ONCE,
    /** The cloud sets it, for example an address; it is observed and never wanted. */
    COMPUTED
}
