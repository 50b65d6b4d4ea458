package io.lbkit.benchmarks;

import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.ClusterEvent;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens in a {@link DiagnosisWorld} within an hour: of one Service in twenty some pods stop being ready, of which there
 * are Events and which the load balancer sees half a minute later; and one node in a hundred is drained, which nobody notices.
 */
final class WorldChanges {
    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    static final Instant END = START.plus(Duration.ofHours(1));
    static final Duration LAG = Duration.ofSeconds(30);
    private static final Instant CHANGE = START.plus(Duration.ofMinutes(45));
    private static final Duration PERIOD = Duration.ofMinutes(2);
    private static final int SERVICES_A_CHANGE = 20;
    private static final int NODES_A_CHANGE = 100;
    private static final int PODS = 3;

    private final WorldDraft draft;

    WorldChanges(WorldDraft draft) {
        this.draft = draft;
    }

    boolean isHit(int service) {
        return service % SERVICES_A_CHANGE == 0;
    }

    ClusterSnapshot after(ClusterSnapshot before) {
        ClusterSnapshot after = before;
        for (int service = 0; service < draft.services(); service++) {
            for (int pod = 0; pod < PODS && isHit(service); pod++) {
                after = after.with(unready(before, key(service, pod))).with(event(key(service, pod)));
            }
        }
        int number = 0;
        for (Node node : before.nodes()) {
            if (number++ % NODES_A_CHANGE == 0) {
                after = after.with(Node.builder().from(node).unschedulable(true).build());
            }
        }
        return after;
    }

    private ObjectKey key(int service, int pod) {
        return ObjectKey.of(draft.namespace(service), WorldObjects.pod(service, pod));
    }

    private static Pod unready(ClusterSnapshot before, ObjectKey key) {
        return Pod.builder()
                .from(before.pod(key).orElseThrow())
                .putCondition("Ready", Condition.of(ConditionStatus.FALSE))
                .build();
    }

    private static ClusterEvent event(ObjectKey pod) {
        return ClusterEvent.builder()
                .key(ObjectKey.of(pod.namespace(), pod.name() + ".1"))
                .regarding("Pod/" + pod)
                .reason("Unhealthy")
                .firstSeen(CHANGE)
                .build();
    }

    TrafficEvidence healthy() {
        TrafficEvidence.Builder evidence = TrafficEvidence.builder();
        for (int service = 0; service < draft.services(); service++) {
            evidence.addSeries(series(service, WorldDraft.PODS_A_SERVICE, PODS).build());
            for (int pod = 0; pod < PODS && isHit(service); pod++) {
                evidence.addSeries(
                        series(service, 1, 1).peer("Pod/" + key(service, pod)).build());
            }
        }
        return evidence.build();
    }

    private Series.Builder series(int service, int healthy, int lost) {
        Series.Builder series =
                Series.builder().metric(Metric.HEALTHY_TARGETS).subject("Service/" + draft.key(service));
        for (Instant time = START; time.isBefore(END); time = time.plus(PERIOD)) {
            boolean down = isHit(service) && time.isAfter(CHANGE);
            series.at(time, down ? healthy - lost : healthy);
        }
        return series;
    }
}
