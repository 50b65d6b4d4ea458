package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What series measure of a Service and of the parties that it calls: the median of the last points. Immutable. */
final class Measured {
    /** Fewer points than these say nothing about the present. */
    static final int ENOUGH = 5;

    /** What is older than this when the evidence is taken says nothing about the present either. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final ServiceCase about;

    Measured(ServiceCase about) {
        this.about = about;
    }

    /** {@return the latency of the Service's own responses in seconds} */
    Optional<Double> latency() {
        return own(Metric.LATENCY);
    }

    /** {@return the part of the Service's own responses that are errors} */
    Optional<Double> errors() {
        return own(Metric.ERROR_RATIO);
    }

    /** {@return the latency of calls in seconds, by who is called} */
    SortedMap<String, Double> latencyOfCalls() {
        return ofCalls(Metric.LATENCY);
    }

    /** {@return the part of calls that fail, by who is called} */
    SortedMap<String, Double> errorsOfCalls() {
        return ofCalls(Metric.ERROR_RATIO);
    }

    private Optional<Double> own(Metric metric) {
        return series(metric).stream()
                .filter(series -> series.peer().isEmpty())
                .flatMap(series -> recent(series).stream())
                .findFirst();
    }

    private SortedMap<String, Double> ofCalls(Metric metric) {
        SortedMap<String, Double> calls = new TreeMap<>();
        for (Series series : series(metric)) {
            series.peer().ifPresent(peer -> recent(series).ifPresent(value -> calls.put(peer, value)));
        }
        return calls;
    }

    private List<Series> series(Metric metric) {
        return about.index()
                .traffic()
                .map(traffic -> traffic.series(metric, about.subject()))
                .orElse(List.of());
    }

    private Optional<Double> recent(Series series) {
        List<Instant> times = List.copyOf(series.points().keySet());
        if (times.size() < ENOUGH || isOld(times.get(times.size() - 1))) {
            return Optional.empty();
        }
        List<Double> last = times.subList(times.size() - ENOUGH, times.size()).stream()
                .map(time -> series.points().get(time))
                .sorted()
                .toList();
        return Optional.of(last.get(ENOUGH / 2));
    }

    private boolean isOld(Instant last) {
        return about.index()
                .input()
                .at()
                .filter(at -> Duration.between(last, at).compareTo(FRESH) > 0)
                .isPresent();
    }

    /** {@return a ratio as a percentage} */
    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.0f%%", ratio * 100);
    }

    /** {@return seconds as text} */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
