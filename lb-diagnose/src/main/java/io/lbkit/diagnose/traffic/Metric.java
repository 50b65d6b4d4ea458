package io.lbkit.diagnose.traffic;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a series measures. */
public enum Metric {
    /** The latency of responses in seconds, from 0; the quantile is that of the source, the 95th if it can be chosen. */
    LATENCY,
    /** The part of requests that end in an error of the server, 0 to 1. */
    ERROR_RATIO,
    /** How many targets the load balancer finds healthy, from 0; of one target 0 or 1. */
    HEALTHY_TARGETS,
    /** How many targets ought to be healthy, from 0. */
    EXPECTED_TARGETS;

    /** {@return the name used in JSON and CSV, for example {@code healthy-targets}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The metric of a name.
     *
     * @param label the name, as in {@link #label()}
     * @return the metric
     * @throws InvalidValueException if there is none of the name
     */
    public static Metric parse(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label().equals(label))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "metric",
                        label,
                        "a metric is one of "
                                + Arrays.stream(values()).map(Metric::label).collect(Collectors.joining(", "))));
    }

    void check(double value) {
        boolean fits = Double.isFinite(value) && value >= 0 && (this != ERROR_RATIO || value <= 1);
        if (!fits) {
            throw InvalidValueException.of(
                    label(), value, this == ERROR_RATIO ? "a ratio is 0 to 1" : "a measurement is a number from 0");
        }
    }
}
