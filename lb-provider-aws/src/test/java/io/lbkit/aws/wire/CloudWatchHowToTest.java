package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.AwsSettings;
import io.lbkit.aws.CloudWatchMetrics;
import io.lbkit.diagnose.change.HealthDrop;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What stands on the page about the driver. */
class CloudWatchHowToTest {
    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");

    // docs: cloudwatch
    static Optional<HealthDrop> firstDrop(AwsSettings settings, Instant now) {
        try (AwsProvider provider = AwsProvider.of(settings)) {
            Observation observation = provider.observe(ObservationScope.cluster("demo"));
            try (CloudWatchMetrics metrics = CloudWatchMetrics.of(settings, "demo", observation)) {
                TrafficEvidence evidence = metrics.seen(new Window(now.minus(Duration.ofHours(1)), now));
                return HealthDrop.first(TrafficIndex.of(evidence), "Service/shop/web", Duration.ofSeconds(30));
            }
        }
    }
    // docs: end

    @Test
    void nothingDropsWhereNothingIs() {
        try (StandInBed bed = StandInBed.withNodes(0)) {
            assertThat(firstDrop(bed.settings().build(), NOW)).isEmpty();
        }
    }
}
