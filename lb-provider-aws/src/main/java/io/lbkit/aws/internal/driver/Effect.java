package io.lbkit.aws.internal.driver;

/** What it means if nobody knows whether a call arrived. */
enum Effect {
    /** It reads: nothing happened. */
    NONE,
    /** It may be made again: twice is as good as once. */
    REPEATABLE,
    /** It makes something: once more could be once too often. */
    ONCE
}
