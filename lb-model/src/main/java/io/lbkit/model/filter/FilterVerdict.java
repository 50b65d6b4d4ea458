package io.lbkit.model.filter;

/** What a filter does with packets. */
public enum FilterVerdict {
    /** It lets all of them through. */
    ADMITTED,
    /** It lets none of them through. */
    REFUSED,
    /** A fact is missing, or it lets some of them through. */
    UNDECIDED
}
