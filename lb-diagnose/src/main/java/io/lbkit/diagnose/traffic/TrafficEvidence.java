package io.lbkit.diagnose.traffic;

import io.lbkit.model.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.immutables.value.Value;

/**
 * What is known of traffic. What was not seen may have happened all the same, save in a window for which a source says that it
 * saw everything. Immutable; flows and series are in one order, however they came in.
 */
@Value.Immutable
public interface TrafficEvidence {
    /** Nothing was seen. */
    TrafficEvidence NONE = builder().build();

    /** {@return what was seen, in the order of time} */
    List<Flow> flows();

    /** {@return the measurements; of one subject there is one series of a metric} */
    List<Series> series();

    /** {@return the spans of time of which a source says that it saw every flow of the cluster} */
    @Value.NaturalOrder
    SortedSet<Window> completeWindows();

    /** {@return what could not be read, was lost on the way, or contradicts itself} */
    List<Finding> findings();

    /**
     * {@return whether everything was seen in a span of time}
     *
     * @param span the span
     */
    default boolean sawAllOf(Window span) {
        return completeWindows().stream()
                .anyMatch(window -> window.contains(span.from()) && window.contains(span.to()));
    }

    /**
     * {@return the series of a metric and a subject}
     *
     * @param metric the metric
     * @param subject the subject, for example {@code Service/shop/web}
     */
    default List<Series> series(Metric metric, String subject) {
        return series().stream()
                .filter(each -> each.metric() == metric && each.subject().equals(subject))
                .toList();
    }

    /**
     * This evidence and another one; neither takes anything from the other. Where both measure the same at the same time, the
     * greater value counts.
     *
     * @param other the other evidence
     * @return both
     */
    default TrafficEvidence and(TrafficEvidence other) {
        return builder()
                .from(this)
                .addAllFlows(other.flows())
                .addAllSeries(other.series())
                .addAllCompleteWindows(other.completeWindows())
                .addAllFindings(other.findings())
                .build();
    }

    /** {@return this evidence with flows, series and findings in one order} */
    @Value.Check
    default TrafficEvidence normalized() {
        List<Flow> flows = flows().stream().sorted().toList();
        List<Series> series = merged();
        List<Finding> findings = findings().stream().distinct().sorted().toList();
        return flows.equals(flows()) && series.equals(series()) && findings.equals(findings())
                ? this
                : builder()
                        .flows(flows)
                        .series(series)
                        .completeWindows(completeWindows())
                        .findings(findings)
                        .build();
    }

    private List<Series> merged() {
        TreeMap<Series, TreeMap<Instant, Double>> points = new TreeMap<>();
        for (Series each : series()) {
            Series name = Series.builder().from(each).points(Map.of()).build();
            TreeMap<Instant, Double> own = points.computeIfAbsent(name, key -> new TreeMap<>());
            each.points().forEach((time, value) -> own.merge(time, value, Math::max));
        }
        List<Series> merged = new ArrayList<>();
        points.forEach((name, own) ->
                merged.add(Series.builder().from(name).points(own).build()));
        return List.copyOf(merged);
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link TrafficEvidence}. Not thread-safe. */
    final class Builder extends ImmutableTrafficEvidence.Builder {
        Builder() {}
    }
}
