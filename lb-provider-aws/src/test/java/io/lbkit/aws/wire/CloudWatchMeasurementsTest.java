package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.aws.AwsProvider;
import io.lbkit.aws.CloudWatchMeasurements;
import io.lbkit.diagnose.traffic.CloudMeasurements;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.wire.WireFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CloudWatch by its name, through the real SDK")
class CloudWatchMeasurementsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T13:00:00Z");
    private static final Window HOUR = new Window(NOW.minus(Duration.ofHours(1)), NOW);

    private final CloudWatchStandIn cloud = CloudWatchStandIn.start();
    private final CloudMeasurements measurements = new CloudWatchMeasurements(Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        cloud.close();
    }

    private TrafficEvidence seen() {
        Map<String, String> settings =
                Map.of("region", Bed.REGION, "endpoint", cloud.uri().toString());
        return measurements.seen(settings, Measurements.CLUSTER, Measurements.services(1, 1), HOUR);
    }

    @Test
    @DisplayName("it is on the class path, for AWS")
    void discovered() {
        assertThat(CloudMeasurements.discover()).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("cloudwatch");
            assertThat(found.cloud()).isEqualTo(AwsProvider.ID);
        });
    }

    @Test
    @DisplayName("what was measured in the span is a series")
    void series() {
        String loadBalancer = Measurements.loadBalancer(Measurements.CLUSTER, 1);
        String group = Measurements.targetGroup(Measurements.CLUSTER, 1, 1);
        Instant time = NOW.minus(Duration.ofMinutes(10));
        cloud.put("HealthyHostCount", loadBalancer, group, time, 2);
        cloud.put("UnHealthyHostCount", loadBalancer, group, time, 1);

        TrafficEvidence seen = seen();

        assertThat(seen.findings()).isEmpty();
        assertThat(seen.series(Metric.HEALTHY_TARGETS, "Service/shop/web-1")
                        .get(0)
                        .points())
                .isEqualTo(Map.of(time, 2.0));
        assertThat(seen.series(Metric.EXPECTED_TARGETS, "Service/shop/web-1")
                        .get(0)
                        .points())
                .isEqualTo(Map.of(time, 3.0));
    }

    @Test
    @DisplayName("a refusal is a finding with the words of AWS, and no series")
    void refused() {
        cloud.proxy.add(WireFault.answering(
                CloudWatchStandIn.error(403, "AccessDenied", "not authorized to perform: cloudwatch:GetMetricData")));

        TrafficEvidence seen = seen();

        assertThat(seen.series()).isEmpty();
        assertThat(seen.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).hasToString("LB-AWS-010");
            assertThat(finding.message() + finding.evidence()).contains("AccessDenied", "cloudwatch:GetMetricData");
        });
    }

    @Test
    @DisplayName("settings are those of the provider")
    void settings() {
        assertThatThrownBy(() ->
                        measurements.seen(Map.of("zone", "a"), Measurements.CLUSTER, Measurements.services(1, 1), HOUR))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("zone");
    }
}
