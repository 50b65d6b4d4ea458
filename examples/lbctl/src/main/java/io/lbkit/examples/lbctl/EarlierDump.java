package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.evidence.SnapshotTime;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.kubernetes.ClusterInput;
import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dump of {@code --before}.
 *
 * @param path where it was read
 * @param read what it holds
 */
record EarlierDump(Path path, ClusterInput read) {
    /** From how many Services on it is no coincidence that all were made anew. */
    private static final int SEVERAL = 2;

    static EarlierDump of(Path path, ClusterSnapshot later) {
        if (!Files.exists(path)) {
            throw new Failure(path + " does not exist.", "Correct the file that --before names.");
        }
        return new EarlierDump(
                path,
                ClusterReader.create()
                        .keepPodVariables(later.podVariables())
                        .add(path)
                        .read());
    }

    ClusterSnapshot cluster() {
        return read.snapshot();
    }

    /**
     * {@return why the later dump cannot be compared with this one; nothing if it can}
     *
     * @param later the later dump
     * @param at when this one was taken, if somebody says so
     * @param seen the measurements
     */
    Optional<Finding> objection(ClusterInput later, Optional<Instant> at, TrafficEvidence seen) {
        return otherCluster(later).or(() -> wrongOrder(later)).or(() -> at.flatMap(time -> afterAll(time, seen)));
    }

    private Optional<Finding> otherCluster(ClusterInput later) {
        boolean known = !read.clusterUids().isEmpty() && !later.clusterUids().isEmpty();
        boolean other = known
                ? Collections.disjoint(read.clusterUids(), later.clusterUids())
                : haveNoServiceInCommon(later.snapshot());
        return other
                ? Optional.of(EvidenceFindings.notComparable(
                        path.toString(),
                        "The earlier dump is that of another cluster: the objects have the same names and other uids.",
                        "Name an earlier dump of this cluster."))
                : Optional.empty();
    }

    private boolean haveNoServiceInCommon(ClusterSnapshot later) {
        List<Boolean> same = cluster().services().stream()
                .flatMap(before -> isSame(before, later.service(before.key())))
                .toList();
        return same.size() >= SEVERAL && !same.contains(true);
    }

    private static Stream<Boolean> isSame(Service before, Optional<Service> after) {
        return before.uid().flatMap(uid -> after.flatMap(Service::uid).map(uid::equals)).stream();
    }

    private Optional<Finding> wrongOrder(ClusterInput later) {
        Optional<Instant> end = SnapshotTime.earliest(later.snapshot());
        return SnapshotTime.earliest(cluster())
                .filter(time -> end.filter(time::isAfter).isPresent())
                .map(time -> EvidenceFindings.notComparable(
                        path.toString(),
                        "The dump of --before was taken at " + time
                                + " or later, and the newest time in the other one is " + end.orElseThrow() + ".",
                        "Give the earlier dump with --before and the later one with --filename."));
    }

    private static Optional<Finding> afterAll(Instant at, TrafficEvidence seen) {
        Optional<Instant> last = seen.series().stream()
                .filter(each -> each.metric() == Metric.HEALTHY_TARGETS)
                .flatMap(each -> each.points().keySet().stream())
                .max(Instant::compareTo);
        return last.filter(end -> !at.isBefore(end))
                .map(end -> EvidenceFindings.notComparable(
                        "--before-at",
                        "The dump of --before was taken at " + at + ", and the last measurement is of " + end + ".",
                        "Correct --before-at, or give measurements of the time after it."));
    }
}
