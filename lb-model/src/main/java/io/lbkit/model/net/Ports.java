package io.lbkit.model.net;

import io.lbkit.model.finding.InvalidValueException;

/** The range of port numbers: 1 to 65535 (RFC 6335; 0 is reserved). */
public final class Ports {
    /** The lowest port number. */
    public static final int MIN = 1;

    /** The highest port number. */
    public static final int MAX = 65_535;

    private Ports() {}

    /**
     * Checks a port number.
     *
     * @param field the field it comes from, for the message
     * @param port the number
     * @return the number
     * @throws InvalidValueException if it is outside 1 to 65535
     */
    public static int check(String field, int port) {
        if (port < MIN || port > MAX) {
            throw InvalidValueException.of(field, port, "a port is a number from 1 to 65535");
        }
        return port;
    }
}
