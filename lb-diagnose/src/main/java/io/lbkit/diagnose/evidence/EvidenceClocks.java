package io.lbkit.diagnose.evidence;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Leaves out what cannot be of the time of the evidence: events, flows and measurements that are later, and flows that are much
 * older than what the objects of the cluster show. Clocks of a cluster differ by seconds, not by minutes.
 */
final class EvidenceClocks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration OLD = Duration.ofHours(1);

    private final DiagnosisInput input;
    private final List<Finding> findings = new ArrayList<>();
    private ClusterSnapshot cluster;
    private Optional<TrafficEvidence> traffic;

    private EvidenceClocks(DiagnosisInput input) {
        this.input = input;
        this.cluster = input.cluster();
        this.traffic = input.traffic();
    }

    static EvidenceClocks of(DiagnosisInput input) {
        EvidenceClocks clocks = new EvidenceClocks(input);
        input.at().map(at -> at.plus(TOLERANCE)).ifPresent(clocks::leaveOutTheFuture);
        clocks.leaveOutOldFlows();
        return clocks;
    }

    List<Finding> findings() {
        return findings;
    }

    DiagnosisInput usable() {
        return findings.isEmpty()
                ? input
                : DiagnosisInput.builder()
                        .from(input)
                        .cluster(cluster)
                        .traffic(traffic)
                        .build();
    }

    private void leaveOutTheFuture(Instant end) {
        List<ClusterEvent> events = cluster.events().stream()
                .filter(event -> event.lastSeen().filter(end::isBefore).isPresent())
                .toList();
        for (ClusterEvent event : events) {
            cluster = cluster.without(ObjectType.EVENT, event.key().toString());
        }
        if (!events.isEmpty()) {
            cluster = cluster.covering(ObjectType.EVENT, Coverage.PARTIAL);
            tellFuture(events.size(), "event", events.get(0).lastSeen().orElseThrow());
        }
        traffic = traffic.map(seen -> until(seen, end));
    }

    private TrafficEvidence until(TrafficEvidence seen, Instant end) {
        List<Flow> flows =
                seen.flows().stream().filter(flow -> flow.time().isBefore(end)).toList();
        List<Series> series = seen.series().stream()
                .map(each -> Series.builder()
                        .from(each)
                        .points(new TreeMap<>(each.points()).headMap(end))
                        .build())
                .filter(each -> !each.points().isEmpty())
                .toList();
        if (flows.size() < seen.flows().size()) {
            tellFuture(
                    seen.flows().size() - flows.size(),
                    "flow",
                    seen.flows().get(flows.size()).time());
        }
        long late = points(seen.series()) - points(series);
        if (late > 0) {
            Instant first = seen.series().stream()
                    .flatMap(each -> each.points().keySet().stream())
                    .filter(time -> !time.isBefore(end))
                    .min(Instant::compareTo)
                    .orElseThrow();
            tellFuture(late, "measurement", first);
        }
        return TrafficEvidence.builder().from(seen).flows(flows).series(series).build();
    }

    private static long points(List<Series> series) {
        return series.stream().mapToLong(each -> each.points().size()).sum();
    }

    private void tellFuture(long count, String what, Instant first) {
        findings.add(EvidenceCode.FUTURE
                .finding()
                .about("the time of the evidence")
                .message(count + " " + what + (count == 1 ? " is" : "s are")
                        + " later than the evidence, which was taken at "
                        + input.at().orElseThrow() + "; the first is of " + first + ". "
                        + (count == 1 ? "It was" : "They were") + " left out.")
                .remedy("Give the time at which the evidence was taken, or set the clocks by NTP and read it again.")
                .build());
    }

    private void leaveOutOldFlows() {
        List<Flow> flows = traffic.map(TrafficEvidence::flows).orElse(List.of());
        if (flows.isEmpty()) {
            return;
        }
        Optional<Instant> newest = newest();
        if (newest.isEmpty()) {
            return;
        }
        Instant last = flows.get(flows.size() - 1).time();
        if (last.plus(OLD).isBefore(newest.get())) {
            traffic = traffic.map(seen ->
                    TrafficEvidence.builder().from(seen).flows(List.of()).build());
            findings.add(EvidenceCode.STALE
                    .finding()
                    .about("the time of the flows")
                    .message("The last flow is of " + last + ", and the cluster is as it was at " + newest.get()
                            + " or later. The flows were left out.")
                    .remedy("Read the flows again, or give the dump of the cluster that belongs to them.")
                    .build());
        }
    }

    /** The evidence is not older than the newest time in it. */
    private Optional<Instant> newest() {
        return input.at().or(() -> SnapshotTime.earliest(cluster));
    }
}
