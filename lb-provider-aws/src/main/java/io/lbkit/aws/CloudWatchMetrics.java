package io.lbkit.aws;

import io.lbkit.aws.internal.driver.HostCountReading;
import io.lbkit.aws.internal.driver.HostCountReads;
import io.lbkit.aws.internal.driver.HostCounts;
import io.lbkit.aws.internal.driver.MeasuredGroup;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficSource;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.spi.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The healthy and the expected targets of Services over time, as CloudWatch keeps them for Network Load Balancers: one point a
 * minute, by the start of the minute. In a minute the fewest healthy and the most unhealthy targets count; together they are the
 * expected ones. Points are sums over the target groups of a Service, at minutes in which each of them was measured. What was not
 * measured is unknown, not zero: CloudWatch measures only groups that have targets and that a listener uses.
 *
 * <p>It reads only, with {@code cloudwatch:GetMetricData}, 250 target groups a call and a few calls more for long spans. What
 * cannot be read leaves its Services out and is a finding with the code {@code LB-AWS-010}. Safe for use by many threads.
 *
 * <p>Needs {@code lb-diagnose}, which is no dependency of those who only use the provider.
 */
public final class CloudWatchMetrics implements TrafficSource, AutoCloseable {
    /** How long CloudWatch keeps points of one minute. */
    private static final Duration RETENTION = Duration.ofDays(15);

    private final MeasuredServices services;
    private final HostCountReads reads;
    private final Clock clock;

    private CloudWatchMetrics(MeasuredServices services, HostCountReads reads, Clock clock) {
        this.services = services;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * A source that knows the time from the machine.
     *
     * @param settings region and endpoint; nothing is asked of AWS before the first call
     * @param clusterId the cluster whose Services are meant
     * @param observation what exists: which target groups belong to which Service
     * @return the source
     */
    public static CloudWatchMetrics of(AwsSettings settings, String clusterId, Observation observation) {
        return of(settings, clusterId, observation, Clock.systemUTC());
    }

    /**
     * A source.
     *
     * @param settings region and endpoint; nothing is asked of AWS before the first call
     * @param clusterId the cluster whose Services are meant
     * @param observation what exists: which target groups belong to which Service
     * @param clock says how old a span is
     * @return the source
     */
    public static CloudWatchMetrics of(AwsSettings settings, String clusterId, Observation observation, Clock clock) {
        return new CloudWatchMetrics(
                MeasuredServices.of(clusterId, observation),
                new HostCountReads(AwsProvider.forDriver(settings)),
                clock);
    }

    /**
     * {@return the series {@link Metric#HEALTHY_TARGETS} and {@link Metric#EXPECTED_TARGETS} of every Service that was measured,
     * with the subject {@code Service/NAMESPACE/NAME}}
     *
     * @param span the span; of minutes older than 15 days CloudWatch knows nothing, which is a finding
     */
    @Override
    public TrafficEvidence seen(Window span) {
        MetricFindings findings = new MetricFindings();
        findings.unobserved(services);
        Instant kept =
                clock.instant().minus(RETENTION).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Instant from = span.from().truncatedTo(ChronoUnit.MINUTES);
        Instant to = span.to().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        if (from.isBefore(kept)) {
            findings.tooOld(span, kept);
            from = kept;
        }
        TrafficEvidence.Builder evidence = TrafficEvidence.builder();
        if (from.isBefore(to) && !services.groups().isEmpty()) {
            addSeries(evidence, findings, span, reads.read(groups(), from, to));
        }
        return evidence.findings(findings.all()).build();
    }

    private SortedSet<MeasuredGroup> groups() {
        SortedSet<MeasuredGroup> all = new TreeSet<>();
        services.groups().values().forEach(all::addAll);
        return all;
    }

    private void addSeries(
            TrafficEvidence.Builder evidence, MetricFindings findings, Window span, HostCountReading reading) {
        List<ServiceKey> unread = new ArrayList<>();
        List<ServiceKey> unmeasured = new ArrayList<>();
        services.groups().forEach((service, groups) -> {
            if (!reading.counts().keySet().containsAll(groups)) {
                unread.add(service);
                return;
            }
            List<HostCounts> counts = groups.stream().map(reading.counts()::get).toList();
            SortedMap<Instant, Double> healthy =
                    sum(counts.stream().map(HostCounts::healthy).toList());
            if (healthy.isEmpty()) {
                unmeasured.add(service);
                return;
            }
            SortedMap<Instant, Double> unhealthy =
                    sum(counts.stream().map(HostCounts::unhealthy).toList());
            evidence.addSeries(series(Metric.HEALTHY_TARGETS, service, healthy));
            evidence.addSeries(series(Metric.EXPECTED_TARGETS, service, sum(List.of(healthy, unhealthy))));
        });
        findings.unread(unread, reading.failures());
        findings.unmeasured(unmeasured, span);
    }

    /** {@return the sum at each time that all of them have} */
    private static SortedMap<Instant, Double> sum(Collection<SortedMap<Instant, Double>> parts) {
        SortedMap<Instant, Double> sum = new TreeMap<>();
        SortedSet<Instant> common = new TreeSet<>(parts.iterator().next().keySet());
        parts.forEach(part -> common.retainAll(part.keySet()));
        for (SortedMap<Instant, Double> part : parts) {
            common.forEach(time -> sum.merge(time, part.getOrDefault(time, 0.0), Double::sum));
        }
        return sum;
    }

    private static Series series(Metric metric, ServiceKey service, Map<Instant, Double> points) {
        return Series.builder()
                .metric(metric)
                .subject("Service/" + service)
                .points(points)
                .build();
    }

    @Override
    public void close() {
        reads.close();
    }
}
