package io.lbkit.diagnose.traffic;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import org.immutables.value.Value;

/** A measurement over time. Between two points nothing is known. Immutable; ordered by what it measures. */
@Value.Immutable
public interface Series extends Comparable<Series> {
    /** {@return what is measured} */
    Metric metric();

    /** {@return of what, as {@code Kind/namespace/name}, for example {@code Service/shop/web}} */
    String subject();

    /**
     * {@return what the subject calls, for latencies and errors of those calls; the target, for the health of one target;
     * absent: the subject as a whole}
     */
    Optional<String> peer();

    /** {@return the values by time} */
    @Value.NaturalOrder
    SortedMap<Instant, Double> points();

    /** {@return the usual distance of two points: the median; zero with fewer than two points} */
    default Duration period() {
        if (points().size() < 2) {
            return Duration.ZERO;
        }
        Instant[] times = points().keySet().toArray(Instant[]::new);
        Duration[] gaps = new Duration[times.length - 1];
        for (int i = 1; i < times.length; i++) {
            gaps[i - 1] = Duration.between(times[i - 1], times[i]);
        }
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }

    /** Checks the values. */
    @Value.Check
    default void check() {
        if (subject().isEmpty()) {
            throw InvalidValueException.of("subject", "", "a series is about something");
        }
        points().values().forEach(metric()::check);
    }

    @Override
    default int compareTo(Series other) {
        return Comparator.comparing(Series::metric)
                .thenComparing(Series::subject)
                .thenComparing(series -> series.peer().orElse(""))
                .thenComparing(series -> series.points().toString())
                .compare(this, other);
    }

    /** {@return a builder; metric and subject are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Series}. Not thread-safe. */
    final class Builder extends ImmutableSeries.Builder {
        Builder() {}

        /**
         * Adds a point.
         *
         * @param time when it was measured
         * @param value the value
         * @return this builder
         */
        public Builder at(Instant time, double value) {
            return putPoint(time, value);
        }
    }
}
