package io.lbkit.diagnose.traffic;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Instant;

/**
 * A span of time.
 *
 * @param from its start, included
 * @param to its end, included; not before the start
 */
public record Window(Instant from, Instant to) implements Comparable<Window> {
    /**
     * Checks the order.
     *
     * @param from its start, included
     * @param to its end, included
     * @throws InvalidValueException if the end is before the start
     */
    public Window {
        if (to.isBefore(from)) {
            throw InvalidValueException.of("to", to, "a window ends at its start or after it, here " + from);
        }
    }

    /**
     * {@return whether a time lies in it}
     *
     * @param time the time
     */
    public boolean contains(Instant time) {
        return !time.isBefore(from) && !time.isAfter(to);
    }

    @Override
    public int compareTo(Window other) {
        int byStart = from.compareTo(other.from);
        return byStart != 0 ? byStart : to.compareTo(other.to);
    }

    /** {@return {@code from/to}, as ISO 8601 writes an interval} */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
