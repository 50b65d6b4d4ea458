package io.lbkit.benchmarks;

import io.lbkit.diagnose.change.Change;
import io.lbkit.diagnose.change.ChangeCorrelation;
import io.lbkit.diagnose.change.EventChanges;
import io.lbkit.diagnose.change.SnapshotChanges;
import io.lbkit.diagnose.change.TargetPods;
import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to compare the changes of every Service of a cluster with its healthy targets, in CPU time. Run it with
 * {@code -Xmx3g}: there are two snapshots, and a series for each Service.
 */
public final class ChangeCpu {
    private static final Window HOUR = new Window(WorldChanges.START, WorldChanges.END);

    private final WorldDraft draft;
    private final WorldChanges changes;
    private final ClusterSnapshot before;
    private final ClusterSnapshot after;
    private final TrafficEvidence seen;

    private ChangeCpu(WorldDraft draft) {
        this.draft = draft;
        this.changes = new WorldChanges(draft);
        this.before = new WorldObjects(draft).cluster();
        this.after = changes.after(before);
        this.seen = changes.healthy();
    }

    private void print(int rounds) {
        requireCauses(correlated(draft.services()));
        double all = CpuTime.median(rounds, round -> correlated(draft.services()));
        double one = CpuTime.median(rounds, round -> correlated(1));
        System.out.printf(
                Locale.ROOT,
                "%6d services, %-15s: all %7.0f ms, each %.3f ms; one alone %.1f ms%n",
                draft.services(),
                draft.layout(),
                all,
                all / draft.services(),
                one);
    }

    /** The first Services of the cluster; what they share is sorted out anew. */
    private List<ChangeCorrelation> correlated(int services) {
        PodIndex podsBefore = PodIndex.of(before);
        PodIndex podsAfter = PodIndex.of(after);
        SnapshotChanges snapshots = SnapshotChanges.between(podsBefore, podsAfter);
        EventChanges events = EventChanges.of(podsAfter);
        TrafficIndex traffic = TrafficIndex.of(seen);
        List<ChangeCorrelation> correlated = new ArrayList<>();
        for (int service = 0; service < services; service++) {
            ServiceKey key = draft.key(service);
            List<Change> all = new ArrayList<>(events.of(key));
            all.addAll(snapshots.of(key, HOUR));
            TargetPods targets = TargetPods.of(key, List.of(podsBefore, podsAfter));
            correlated.add(ChangeCorrelation.of(all, traffic, "Service/" + key, targets, WorldChanges.LAG));
        }
        return correlated;
    }

    /** Whoever is fast and finds something else is no match. */
    private void requireCauses(List<ChangeCorrelation> correlated) {
        for (int service = 0; service < draft.services(); service++) {
            boolean found = correlated.get(service).leaders().stream()
                    .anyMatch(candidate -> candidate.change().object().startsWith("Pod/"));
            if (found != changes.isHit(service)) {
                throw new IllegalStateException(draft.key(service) + ": " + correlated.get(service));
            }
        }
    }

    /**
     * Prints the figures.
     *
     * @param args the number of rounds, then numbers of Services; 5, and 10000, 1000 and 100 unless given. The greatest comes
     *     first, so that the code is warm for the small ones
     */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<Integer> sizes = args.length > 1
                ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
                : List.of(10_000, 1_000, 100);
        for (Layout layout : Layout.values()) {
            sizes.forEach(
                    services -> new ChangeCpu(new WorldDraft(services, layout, BackendMode.POD_IP, 0)).print(rounds));
        }
    }
}
