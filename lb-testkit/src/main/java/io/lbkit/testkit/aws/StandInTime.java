package io.lbkit.testkit.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of the stand-in: that of a source, and what it was moved ahead. Not thread-safe. */
final class StandInTime {
    private final InstantSource source;
    private Duration ahead = Duration.ZERO;

    StandInTime(InstantSource source) {
        this.source = source;
    }

    Instant now() {
        return source.instant().plus(ahead);
    }

    void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    /** {@return whether a time has passed since a moment} */
    boolean passed(Instant since, Duration time) {
        return !now().isBefore(since.plus(time));
    }
}
