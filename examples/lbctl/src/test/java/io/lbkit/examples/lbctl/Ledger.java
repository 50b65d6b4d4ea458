package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.traffic.CloudMeasurements;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Measurements of the simulated cloud: the one target of shop/pay is healthy until 12:42. With the seed 403 it refuses. */
public final class Ledger implements CloudMeasurements {
    private static final Instant LOST = Instant.parse("2026-03-01T12:42:00Z");

    /** For the service loader. */
    public Ledger() {}

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public ProviderId cloud() {
        return new ProviderId("simulated");
    }

    @Override
    public TrafficEvidence seen(Map<String, String> settings, String clusterId, Observation observation, Window span) {
        if ("403".equals(settings.get("seed"))) {
            return TrafficEvidence.builder().addFinding(refusal()).build();
        }
        Series.Builder healthy = Series.builder().metric(Metric.HEALTHY_TARGETS).subject("Service/shop/pay");
        for (Instant time = span.from(); !time.isAfter(span.to()); time = time.plus(Duration.ofMinutes(1))) {
            healthy.at(time, time.isBefore(LOST) ? 1 : 0);
        }
        return TrafficEvidence.builder().addSeries(healthy.build()).build();
    }

    private static Finding refusal() {
        return Finding.builder()
                .code("LB-SIM-403")
                .severity(Severity.WARNING)
                .kind(FindingKind.UNKNOWN_STATE)
                .domain(FaultDomain.INPUT)
                .about("ledger")
                .message("The ledger refused: 403 Forbidden.")
                .remedy("Ask for the permission ledger:Read.")
                .build();
    }
}
