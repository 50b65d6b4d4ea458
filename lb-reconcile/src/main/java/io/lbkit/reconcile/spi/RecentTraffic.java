package io.lbkit.reconcile.spi;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;

/**
 * The traffic that a cloud object carried lately.
 *
 * @param connections new connections, or flows of a protocol without connections; not negative
 * @param window the time until the observation in which they were counted; longer than nothing
 */
public record RecentTraffic(long connections, Duration window) {
    /**
     * Checks the ranges.
     *
     * @param connections new connections, or flows of a protocol without connections; not negative
     * @param window the time until the observation in which they were counted; longer than nothing
     * @throws InvalidValueException if a value is out of its range
     */
    public RecentTraffic {
        if (connections < 0) {
            throw InvalidValueException.of("connections", connections, "a count is not negative");
        }
        if (window.isNegative() || window.isZero()) {
            throw InvalidValueException.of("window", window, "traffic is counted over some time");
        }
    }
}
