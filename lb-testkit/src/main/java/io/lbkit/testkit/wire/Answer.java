package io.lbkit.testkit.wire;

/** What a server does on the connection that a request came by. */
sealed interface Answer {
    /**
     * Answers, and keeps the connection if the caller wants that.
     *
     * @param response the answer
     */
    record Respond(WireResponse response) implements Answer {}

    /** Resets the connection without a word. */
    record Reset() implements Answer {}

    /**
     * Resets the connection in the middle of the body.
     *
     * @param response the answer that is announced
     * @param size the bytes of its body that are sent
     */
    record Truncate(WireResponse response, int size) implements Answer {}
}
