package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until somebody moves it. Safe for use by many threads. */
public final class VirtualClock extends Clock {
    /** Where a clock starts unless said otherwise. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now;

    private VirtualClock(Instant start) {
        this.now = start;
    }

    /**
     * A clock.
     *
     * @param start the time it shows
     * @return the clock
     */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(start);
    }

    /**
     * Lets time pass, at once.
     *
     * @param time how much, not negative
     * @throws InvalidValueException if time would go back
     */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw InvalidValueException.of("time", time, "time does not go back");
        }
        now = now.plus(time);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** {@return UTC} */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Refused: a virtual clock is in UTC, and a copy would not move with it. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a virtual clock is in UTC");
    }
}
