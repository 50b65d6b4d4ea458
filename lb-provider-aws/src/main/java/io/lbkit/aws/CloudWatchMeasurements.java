package io.lbkit.aws;

import io.lbkit.diagnose.traffic.CloudMeasurements;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Clock;
import java.util.Map;

/**
 * {@link CloudWatchMetrics} for programs that know clouds by their names. Settings are those of {@link AwsProviderFactory}. Safe for use
 * by many threads.
 */
public final class CloudWatchMeasurements implements CloudMeasurements {
    private final Clock clock;

    /** For {@link java.util.ServiceLoader}; knows the time from the machine. */
    public CloudWatchMeasurements() {
        this(Clock.systemUTC());
    }

    /**
     * Measurements by another clock.
     *
     * @param clock says how old a span is
     */
    public CloudWatchMeasurements(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "cloudwatch";
    }

    @Override
    public ProviderId cloud() {
        return AwsProvider.ID;
    }

    @Override
    public TrafficEvidence seen(Map<String, String> settings, String clusterId, Observation observation, Window span) {
        try (CloudWatchMetrics metrics =
                CloudWatchMetrics.of(AwsProviderFactory.settings(settings), clusterId, observation, clock)) {
            return metrics.seen(span);
        }
    }
}
