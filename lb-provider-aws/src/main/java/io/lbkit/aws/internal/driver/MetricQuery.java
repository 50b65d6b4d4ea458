package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** One question to CloudWatch, about as many target groups as a call takes, and all pages of the answer. Not thread-safe. */
final class MetricQuery {
    /** A call takes 500 metrics, and a group has two. */
    static final int GROUPS = 250;

    private static final String NAMESPACE = "AWS/NetworkELB";
    private static final int PERIOD_SECONDS = 60;
    private static final String HEALTHY = "healthy";
    private static final String UNHEALTHY = "unhealthy";

    private final List<MeasuredGroup> groups;
    private final Instant from;
    private final Instant to;
    private final Map<String, Answer> answers = new HashMap<>();

    /** What the pages say of one metric; the status is that of the last one. */
    private static final class Answer {
        private final SortedMap<Instant, Double> points = new TreeMap<>();
        private String status = "no answer";

        void add(MetricDataResult result) {
            int both = Math.min(result.timestamps().size(), result.values().size());
            for (int i = 0; i < both; i++) {
                points.put(result.timestamps().get(i), result.values().get(i));
            }
            status = String.valueOf(result.statusCodeAsString());
        }

        boolean isComplete() {
            return status.equals(StatusCode.COMPLETE.toString());
        }
    }

    MetricQuery(List<MeasuredGroup> groups, Instant from, Instant to) {
        this.groups = groups;
        this.from = from;
        this.to = to;
    }

    /**
     * Reads every page.
     *
     * @throws ProviderException if a page cannot be read
     */
    void read(CloudWatchClient client) {
        GetMetricDataRequest request = GetMetricDataRequest.builder()
                .metricDataQueries(queries())
                .startTime(from)
                .endTime(to)
                .build();
        String next = null;
        do {
            GetMetricDataRequest page = request.toBuilder().nextToken(next).build();
            GetMetricDataResponse answer = Calls.read(() -> client.getMetricData(page));
            answer.metricDataResults().forEach(this::add);
            next = answer.nextToken();
        } while (next != null && !next.isEmpty());
    }

    private List<MetricDataQuery> queries() {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            // Of several zones and moments in a minute the worst counts.
            queries.add(query(HEALTHY + i, groups.get(i), "HealthyHostCount", "Minimum"));
            queries.add(query(UNHEALTHY + i, groups.get(i), "UnHealthyHostCount", "Maximum"));
        }
        return queries;
    }

    private static MetricDataQuery query(String id, MeasuredGroup group, String name, String statistic) {
        Metric metric = Metric.builder()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensions(
                        dimension("LoadBalancer", group.loadBalancer()), dimension("TargetGroup", group.targetGroup()))
                .build();
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric).period(PERIOD_SECONDS).stat(statistic))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private void add(MetricDataResult result) {
        answers.computeIfAbsent(result.id(), id -> new Answer()).add(result);
    }

    private Answer answer(String id) {
        return answers.getOrDefault(id, new Answer());
    }

    /** {@return the measurements of the groups that were read to the end} */
    Map<MeasuredGroup, HostCounts> counts() {
        Map<MeasuredGroup, HostCounts> counts = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            Answer healthy = answer(HEALTHY + i);
            Answer unhealthy = answer(UNHEALTHY + i);
            if (healthy.isComplete() && unhealthy.isComplete()) {
                counts.put(groups.get(i), new HostCounts(healthy.points, unhealthy.points));
            }
        }
        return counts;
    }

    /** {@return why others were not: at most one failure, the first, for all of them} */
    List<ProviderException> failures() {
        for (int i = 0; i < groups.size(); i++) {
            for (String id : List.of(HEALTHY + i, UNHEALTHY + i)) {
                if (!answer(id).isComplete()) {
                    return List.of(failure(groups.get(i), answer(id).status));
                }
            }
        }
        return List.of();
    }

    private static ProviderException failure(MeasuredGroup group, String status) {
        boolean isForbidden = status.equals(StatusCode.FORBIDDEN.toString());
        ErrorKind kind = isForbidden ? ErrorKind.PERMISSION : ErrorKind.TRANSIENT;
        ProviderException failure =
                new ProviderException(kind, "GetMetricData of " + group.targetGroup() + ": " + status);
        return ErrorCodes.hint(status, kind).map(failure::hint).orElse(failure);
    }
}
