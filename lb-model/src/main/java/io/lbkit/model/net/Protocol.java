package io.lbkit.model.net;

/** A transport protocol, as in {@code spec.ports[].protocol}. */
public enum Protocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP,
    /** RFC 9260. */
    SCTP
}
