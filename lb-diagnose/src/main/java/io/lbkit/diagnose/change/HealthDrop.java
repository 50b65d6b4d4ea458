package io.lbkit.diagnose.change;

import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The first time at which a load balancer had clearly fewer healthy targets than before.
 *
 * @param at the first measurement of the drop
 * @param before the part of the expected targets that was healthy before, 0 to 1
 * @param after the part that is healthy at the first measurement of the drop, 0 to 1
 * @param lost the targets whose own series goes from healthy to unhealthy about then; none if there are no such series
 */
public record HealthDrop(Instant at, double before, double after, SortedSet<String> lost) {
    /** How far back the usual number of healthy targets is looked for. */
    private static final Duration MEMORY = Duration.ofMinutes(30);

    private static final int ENOUGH = 3;

    /**
     * Copies the set.
     *
     * @param at the first measurement of the drop
     * @param before the part that was healthy before
     * @param after the part that is healthy then
     * @param lost the targets that were lost
     */
    public HealthDrop {
        lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
    }

    /**
     * The first drop of a subject. It is the first of two measurements one after the other that lie more than a tenth, and more
     * than half a target, below the median of the thirty minutes before.
     *
     * @param evidence series of {@link Metric#HEALTHY_TARGETS}, and of {@link Metric#EXPECTED_TARGETS} if there is one: without
     *     it the greatest number of the thirty minutes before is expected
     * @param subject the subject, for example {@code Service/shop/web}
     * @param lag how long a change takes to show in the series
     * @return the drop; nothing if there is none, or if too little was measured
     */
    public static Optional<HealthDrop> first(TrafficIndex evidence, String subject, Duration lag) {
        Optional<Series> healthy = whole(evidence, Metric.HEALTHY_TARGETS, subject);
        if (healthy.isEmpty()) {
            return Optional.empty();
        }
        NavigableMap<Instant, Double> expected = whole(evidence, Metric.EXPECTED_TARGETS, subject)
                .<NavigableMap<Instant, Double>>map(series -> new TreeMap<>(series.points()))
                .orElseGet(TreeMap::new);
        NavigableMap<Instant, Double> counts = new TreeMap<>(healthy.get().points());
        Optional<HealthDrop> last = Optional.empty();
        for (Instant time : counts.keySet()) {
            Optional<HealthDrop> drop = at(time, counts, expected);
            if (drop.isPresent() && last.isPresent()) {
                HealthDrop first = last.get();
                return Optional.of(
                        new HealthDrop(first.at, first.before, first.after, lost(evidence, subject, first.at, lag)));
            }
            last = drop;
        }
        return Optional.empty();
    }

    private static Optional<Series> whole(TrafficIndex evidence, Metric metric, String subject) {
        return evidence.series(metric, subject).stream()
                .filter(series -> series.peer().isEmpty())
                .findFirst();
    }

    /** The measurement at a time as a drop, if it is one. */
    private static Optional<HealthDrop> at(
            Instant time, NavigableMap<Instant, Double> counts, NavigableMap<Instant, Double> expected) {
        SortedMap<Instant, Double> memory = counts.subMap(time.minus(MEMORY), true, time, false);
        if (memory.size() < ENOUGH) {
            return Optional.empty();
        }
        double most =
                memory.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<Double> ratios = new ArrayList<>();
        memory.forEach((earlier, count) -> ratios.add(ratio(count, wanted(earlier, expected, most))));
        double before = ratios.stream().sorted().toList().get(ratios.size() / 2);
        double wanted = wanted(time, expected, most);
        double now = ratio(counts.getOrDefault(time, 0.0), wanted);
        double step = wanted == 0 ? 1 : Math.max(0.1, 0.5 / wanted);
        return now < before - step ? Optional.of(new HealthDrop(time, before, now, new TreeSet<>())) : Optional.empty();
    }

    private static double wanted(Instant time, NavigableMap<Instant, Double> expected, double most) {
        Map.Entry<Instant, Double> stated = expected.floorEntry(time);
        return stated == null ? most : stated.getValue();
    }

    private static double ratio(double count, double wanted) {
        return wanted == 0 ? 1 : Math.min(1, count / wanted);
    }

    /** The targets that go from healthy to unhealthy between one lag before the drop and two after it. */
    private static SortedSet<String> lost(TrafficIndex evidence, String subject, Instant drop, Duration lag) {
        SortedSet<String> lost = new TreeSet<>();
        for (Series series : evidence.series(Metric.HEALTHY_TARGETS, subject)) {
            NavigableMap<Instant, Double> points = new TreeMap<>(series.points());
            boolean flips =
                    points.subMap(drop.minus(lag), true, drop.plus(lag.multipliedBy(2)), true).entrySet().stream()
                            .anyMatch(point -> point.getValue() == 0
                                    && Optional.ofNullable(points.lowerEntry(point.getKey()))
                                            .filter(earlier -> earlier.getValue() > 0)
                                            .isPresent());
            series.peer().filter(target -> flips).ifPresent(lost::add);
        }
        return lost;
    }
}
