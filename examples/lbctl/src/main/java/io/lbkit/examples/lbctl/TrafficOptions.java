package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.change.Change;
import io.lbkit.diagnose.change.ChangeCorrelation;
import io.lbkit.diagnose.change.EventChanges;
import io.lbkit.diagnose.change.FieldHistory;
import io.lbkit.diagnose.change.SnapshotChanges;
import io.lbkit.diagnose.change.TargetPods;
import io.lbkit.diagnose.change.WrittenChanges;
import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.diagnose.traffic.read.TrafficReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.ServiceKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What was seen of traffic and of changes. */
final class TrafficOptions {
    private static final String REMEDY = "Name a file of flows or series, or leave the option out.";

    @Option(
            names = "--flows",
            paramLabel = "FILE",
            description =
                    "Flows: what 'hubble observe -o json' prints, or JSON or CSV of lbkit.traffic/v1. Can be given several "
                            + "times.")
    private List<Path> flows = new ArrayList<>();

    @Option(
            names = "--series",
            paramLabel = "FILE",
            description = "Series of measurements: JSON or CSV of lbkit.traffic/v1. Can be given several times.")
    private List<Path> series = new ArrayList<>();

    @Option(
            names = "--before",
            paramLabel = "FILE|DIR",
            description =
                    "An earlier dump of the cluster. What changed since is compared with the healthy targets of --series.")
    private Optional<Path> before = Optional.empty();

    @Option(
            names = "--before-at",
            paramLabel = "TIME",
            description =
                    "When the dump of --before was taken, like 2026-03-01T12:00:00Z; the first measurement unless given.")
    private Optional<Instant> beforeAt = Optional.empty();

    @Option(
            names = "--health-lag",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long the load balancer takes to find a target unhealthy: interval times failures. "
                    + "${DEFAULT-VALUE} unless given.")
    private int healthLag;

    /** {@return what was seen; absent if no file is named} */
    Optional<TrafficEvidence> evidence() {
        TrafficReader reader = TrafficReader.of(Documents::parseJson);
        return files().map(file -> reader.read(file.toString(), Documents.text(file, REMEDY)))
                .reduce(TrafficEvidence::and);
    }

    /** Reads a file as well. */
    void add(Path file) {
        flows = new ArrayList<>(flows);
        flows.add(file);
    }

    private Stream<Path> files() {
        return Stream.concat(flows.stream(), series.stream());
    }

    /**
     * {@return the dump of {@code --before}, if it is named}
     *
     * @param later the later dump; both are read alike
     */
    Optional<EarlierDump> before(ClusterSnapshot later) {
        return before.map(path -> EarlierDump.of(path, later));
    }

    /** {@return when it was taken, if that is said} */
    Optional<Instant> beforeAt() {
        return beforeAt;
    }

    /**
     * The changes of Services: between an earlier dump and the cluster, with their authors; without an earlier dump what the
     * managed fields of the cluster tell.
     *
     * @param earlier the dump of {@code --before}, if it can be compared
     * @param cluster the cluster
     * @param writes who wrote its fields
     * @param seen the series
     * @return the function of a Service; absent without an earlier dump and without anything that could be told instead
     */
    Optional<Changes> changes(
            Optional<EarlierDump> earlier, ClusterSnapshot cluster, List<FieldWrites> writes, TrafficEvidence seen) {
        boolean told =
                !writes.isEmpty() && seen.series().stream().anyMatch(each -> each.metric() == Metric.HEALTHY_TARGETS);
        return earlier.isPresent() || told
                ? Optional.of(new Changes(
                        earlier.map(dump -> PodIndex.of(dump.cluster())),
                        PodIndex.of(cluster),
                        FieldHistory.of(writes),
                        TrafficIndex.of(seen),
                        beforeAt,
                        Duration.ofSeconds(Math.max(0, healthLag))))
                : Optional.empty();
    }

    /** Correlates the changes of a Service with its healthy targets. */
    static final class Changes {
        private final List<PodIndex> pods;
        private final Optional<SnapshotChanges> snapshots;
        private final EventChanges events;
        private final FieldHistory history;
        private final WrittenChanges written;
        private final TrafficIndex seen;
        private final Optional<Instant> beforeAt;
        private final Duration healthLag;

        private Changes(
                Optional<PodIndex> before,
                PodIndex after,
                FieldHistory history,
                TrafficIndex seen,
                Optional<Instant> beforeAt,
                Duration healthLag) {
            this.pods = Stream.concat(before.stream(), Stream.of(after)).toList();
            this.snapshots = before.map(earlier -> SnapshotChanges.between(earlier, after));
            this.events = EventChanges.of(after);
            this.history = history;
            this.written = WrittenChanges.of(after, history);
            this.seen = seen;
            this.beforeAt = beforeAt;
            this.healthLag = healthLag;
        }

        ChangeCorrelation of(ServiceKey service) {
            String subject = "Service/" + service;
            List<Series> healthy = seen.series(Metric.HEALTHY_TARGETS, subject);
            TreeSet<Instant> times = new TreeSet<>();
            healthy.forEach(each -> times.addAll(each.points().keySet()));
            Duration period = healthy.stream()
                    .map(Series::period)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            List<Change> changes = new ArrayList<>(events.of(service));
            if (!times.isEmpty()) {
                Instant from =
                        beforeAt.filter(time -> time.isBefore(times.last())).orElse(times.first());
                changes.addAll(written(service, new Window(from, times.last())));
            }
            return ChangeCorrelation.of(changes, seen, subject, TargetPods.of(service, pods), healthLag.plus(period));
        }

        /** Two snapshots tell what changed, and managed fields who did it; these alone tell less. */
        private List<Change> written(ServiceKey service, Window between) {
            return snapshots
                    .map(both -> history.attribute(both.of(service, between)))
                    .orElseGet(() -> written.of(service));
        }
    }
}
