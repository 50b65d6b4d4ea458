package io.lbkit.model.filter;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;

/**
 * Ports that follow each other.
 *
 * @param first the first one, from 0
 * @param last the last one, to 65535
 */
public record PortRange(int first, int last) {
    /** Every port. */
    public static final PortRange ALL = new PortRange(0, Ports.MAX);

    /** The ports that clients usually send from, and that answers go to. */
    public static final PortRange EPHEMERAL = new PortRange(1024, Ports.MAX);

    /**
     * Checks the order.
     *
     * @param first the first one, from 0
     * @param last the last one, to 65535
     * @throws InvalidValueException if a port is out of range or the last one stands before the first one
     */
    public PortRange {
        if (first < 0 || last > Ports.MAX || first > last) {
            throw InvalidValueException.of(
                    "ports", first + "-" + last, "a range is FIRST-LAST, from 0 to 65535 and in this order");
        }
    }

    /**
     * A range of one port.
     *
     * @param port the port
     * @return the range
     * @throws InvalidValueException if the port is out of range
     */
    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /**
     * {@return whether every port of another range is in this one}
     *
     * @param other the other range
     */
    public boolean contains(PortRange other) {
        return first <= other.first && other.last <= last;
    }

    /**
     * {@return whether a port is in both}
     *
     * @param other the other range
     */
    public boolean overlaps(PortRange other) {
        return first <= other.last && other.first <= last;
    }

    /** {@return the port alone, or {@code FIRST-LAST}} */
    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
