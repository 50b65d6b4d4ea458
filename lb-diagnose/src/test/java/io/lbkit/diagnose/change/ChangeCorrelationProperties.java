package io.lbkit.diagnose.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangeCorrelationProperties {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String WEB = "Service/shop/web";
    private static final Duration LAG = Duration.ofSeconds(40);

    /** Of {@code pods} targets the first {@code lost} become unhealthy at minute 60, after the lag. */
    private static TrafficEvidence evidence(Instant start, int pods, int lost) {
        return evidence(start, pods, lost, LAG);
    }

    private static TrafficEvidence evidence(Instant start, int pods, int lost, Duration lag) {
        long drop = 3600 + lag.toSeconds();
        TrafficEvidence.Builder evidence = TrafficEvidence.builder();
        Series.Builder all = Series.builder().metric(Metric.HEALTHY_TARGETS).subject(WEB);
        for (int pod = 1; pod <= pods; pod++) {
            Series.Builder own =
                    Series.builder().metric(Metric.HEALTHY_TARGETS).subject(WEB).peer("pod-" + pod);
            for (int second = 0; second < 7200; second += 20) {
                boolean down = pod <= lost && second >= drop;
                own.at(start.plusSeconds(second), down ? 0 : 1);
            }
            evidence.addSeries(own.build());
        }
        for (int second = 0; second < 7200; second += 20) {
            all.at(start.plusSeconds(second), second >= drop ? pods - lost : pods);
        }
        return evidence.addSeries(all.build()).build();
    }

    private static Set<ObjectKey> pods(String target) {
        return Set.of(ObjectKey.of("shop", target));
    }

    private static Change change(ChangeKind kind, Instant at, int pods) {
        TreeSet<ObjectKey> affected = new TreeSet<>();
        for (int pod = 1; pod <= pods; pod++) {
            affected.add(ObjectKey.of("shop", "pod-" + pod));
        }
        return Change.builder()
                .at(at)
                .kind(kind)
                .object("Service/shop/" + kind.label())
                .detail("planted")
                .affected(affected)
                .build();
    }

    private static ChangeCorrelation correlate(List<Change> changes, TrafficEvidence evidence) {
        return correlate(changes, evidence, LAG);
    }

    private static ChangeCorrelation correlate(List<Change> changes, TrafficEvidence evidence, Duration lag) {
        return ChangeCorrelation.of(changes, TrafficIndex.of(evidence), WEB, ChangeCorrelationProperties::pods, lag);
    }

    private static List<Change> changes(Random random, Instant start) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            ChangeKind kind = ChangeKind.values()[random.nextInt(ChangeKind.values().length)];
            changes.add(change(kind, start.plusSeconds(2400 + random.nextInt(1800)), 1 + random.nextInt(5)));
        }
        return changes;
    }

    @Property(tries = 200)
    void plantedChangeIsFirstIfItIsTheOnlyOneInTheWindow(
            @ForAll @IntRange(min = 1, max = 5) int lost, @ForAll Random random) {
        ChangeKind kind = ChangeKind.values()[random.nextInt(ChangeKind.SCALE.ordinal())];
        Change planted = change(kind, START.plusSeconds(3595 + random.nextInt(10)), lost);
        List<Change> changes = new ArrayList<>(List.of(planted));
        changes.add(change(ChangeKind.SELECTOR, START.plusSeconds(random.nextInt(2600)), lost));
        changes.add(change(ChangeKind.PORT, START.plusSeconds(3700 + random.nextInt(3000)), lost));
        ChangeCorrelation found = correlate(changes, evidence(START, 5, lost));
        assertThat(found.candidates()).hasSize(1);
        assertThat(found.candidates().get(0).change()).isEqualTo(planted);
        assertThat(found.candidates().get(0).strength()).isEqualTo(Candidate.Strength.LIKELY);
        assertThat(found.rejected()).hasSize(2);
    }

    @Property(tries = 200)
    void orderOfChangesDoesNotMatter(@ForAll Random random) {
        List<Change> changes = changes(random, START);
        List<Change> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, random);
        TrafficEvidence evidence = evidence(START, 5, 2);
        assertThat(correlate(shuffled, evidence)).isEqualTo(correlate(changes, evidence));
    }

    @Property(tries = 100)
    void shiftOfAllTimesChangesNothingElse(@ForAll Random random, @ForAll @IntRange(max = 1_000_000) int shift) {
        long seed = random.nextLong();
        Instant later = START.plusSeconds(shift);
        ChangeCorrelation one = correlate(changes(new Random(seed), START), evidence(START, 5, 2));
        ChangeCorrelation other = correlate(changes(new Random(seed), later), evidence(later, 5, 2));
        assertThat(other.drop().orElseThrow().at())
                .isEqualTo(one.drop().orElseThrow().at().plusSeconds(shift));
        assertThat(other.candidates())
                .extracting(Candidate::score)
                .isEqualTo(one.candidates().stream().map(Candidate::score).toList());
        assertThat(other.candidates())
                .extracting(each -> each.change().object())
                .isEqualTo(one.candidates().stream()
                        .map(each -> each.change().object())
                        .toList());
    }

    @Property(tries = 200)
    void lagIsTakenOffWhateverItIs(
            @ForAll @IntRange(max = 30) int periods,
            @ForAll @IntRange(min = 1, max = 5) int lost,
            @ForAll Random random) {
        Duration lag = Duration.ofSeconds(20L * periods);
        ChangeKind kind = ChangeKind.values()[random.nextInt(ChangeKind.SCALE.ordinal())];
        Change cause = change(kind, START.plusSeconds(3600), lost);
        Change late = change(kind, START.plusSeconds(3600).plus(lag), lost);
        TrafficEvidence evidence = evidence(START, 5, lost, lag);

        List<Candidate> found = correlate(List.of(late, cause), evidence, lag).candidates();

        assertThat(found.get(0).change()).isEqualTo(cause);
        assertThat(found.get(0).score()).isEqualTo(kind.mechanism());
        assertThat(correlate(List.of(late), evidence, lag).candidates())
                .allMatch(each -> periods == 0 || each.score() < kind.mechanism());
    }

    @Property(tries = 200)
    void changesThatDidNotHappenThenAreNoCandidates(@ForAll Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            ChangeKind kind = ChangeKind.values()[random.nextInt(ChangeKind.values().length)];
            int second = random.nextBoolean() ? random.nextInt(2700) : 3671 + random.nextInt(3000);
            changes.add(change(kind, START.plusSeconds(second), 1 + random.nextInt(5)));
        }

        ChangeCorrelation found = correlate(changes, evidence(START, 5, 2));

        assertThat(found.drop()).isPresent();
        assertThat(found.candidates()).isEmpty();
        assertThat(found.rejected()).hasSize((int) changes.stream().distinct().count());
    }

    @Property(tries = 200)
    void clocksThatDifferByLessThanTheToleranceDoNotHideTheCause(
            @ForAll @IntRange(min = -60, max = 70) int ahead, @ForAll @IntRange(min = 1, max = 5) int lost) {
        Change cause = change(ChangeKind.SELECTOR, START.plusSeconds(3600L + ahead), lost);

        List<Candidate> found =
                correlate(List.of(cause), evidence(START, 5, lost)).candidates();

        assertThat(found).extracting(Candidate::change).containsExactly(cause);
        assertThat(found.get(0).strength()).isEqualTo(Candidate.Strength.LIKELY);
    }

    @Property(tries = 100)
    void withoutDropThereIsNoCandidate(@ForAll Random random) {
        ChangeCorrelation found = correlate(changes(random, START), evidence(START, 5, 0));
        assertThat(found.drop()).isEmpty();
        assertThat(found.candidates()).isEmpty();
    }

    @Test
    @DisplayName("a drop without a change has no candidate, and one without series no drop")
    void noChange() {
        ChangeCorrelation found = correlate(List.of(), evidence(START, 5, 3));
        assertThat(found.drop().orElseThrow().at()).isEqualTo(START.plusSeconds(3640));
        assertThat(found.drop().orElseThrow().lost()).containsExactly("pod-1", "pod-2", "pod-3");
        assertThat(found.candidates()).isEmpty();
        assertThat(found.leaders()).isEmpty();
        assertThat(correlate(List.of(), TrafficEvidence.NONE).drop()).isEmpty();
    }

    @Test
    @DisplayName("the lag of the health check is taken off: the change before it scores full, one at the drop less")
    void lag() {
        Change cause = change(ChangeKind.HEALTH_CHECK, START.plusSeconds(3600), 2);
        Change later = change(ChangeKind.FILTER, START.plusSeconds(3640), 2);
        List<Candidate> found =
                correlate(List.of(later, cause), evidence(START, 5, 2)).candidates();
        assertThat(found.get(0).change()).isEqualTo(cause);
        assertThat(found.get(0).score()).isEqualTo(1.0);
        assertThat(found.get(1).score()).isLessThan(0.9);
    }

    @Test
    @DisplayName("what happened to other pods is no candidate")
    void otherPods() {
        Change other = Change.builder()
                .from(change(ChangeKind.NODE, START.plusSeconds(3600), 0))
                .affected(Set.of(ObjectKey.of("shop", "pod-5")))
                .build();
        ChangeCorrelation found = correlate(List.of(other), evidence(START, 5, 3));
        assertThat(found.candidates()).allMatch(each -> each.strength() == Candidate.Strength.POSSIBLE);
        assertThat(found.candidates()).allMatch(each -> each.score() < 0.40);
    }

    @Test
    @DisplayName("a scale-in that leaves the expected number healthy is no drop")
    void scaleIn() {
        Series.Builder wanted = Series.builder().metric(Metric.EXPECTED_TARGETS).subject(WEB);
        wanted.at(START, 5).at(START.plusSeconds(3640), 2);
        TrafficEvidence evidence = evidence(START, 5, 3)
                .and(TrafficEvidence.builder().addSeries(wanted.build()).build());
        assertThat(correlate(List.of(), evidence).drop()).isEmpty();
    }

    @Test
    @DisplayName("pods that stop being ready with their node follow from the node")
    void follows() {
        Change node = change(ChangeKind.NODE, START.plusSeconds(3590), 2);
        Change pod = change(ChangeKind.READINESS, START.plusSeconds(3600), 1);
        ChangeCorrelation found = correlate(List.of(pod, node), evidence(START, 5, 2));
        assertThat(found.candidates()).extracting(Candidate::change).containsExactly(node);
        assertThat(found.rejected().get(0).reason()).contains("follows from node");
    }

    @Test
    @DisplayName("without series of single targets nothing is more than possible")
    void unknownScope() {
        TrafficEvidence all = evidence(START, 5, 3);
        TrafficEvidence whole = TrafficEvidence.builder()
                .series(all.series().stream()
                        .filter(series -> series.peer().isEmpty())
                        .toList())
                .build();
        List<Candidate> found = correlate(List.of(change(ChangeKind.SELECTOR, START.plusSeconds(3600), 3)), whole)
                .candidates();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).strength()).isEqualTo(Candidate.Strength.POSSIBLE);
    }

    @Test
    @DisplayName("a manager that wrote the field between the snapshots gives actor and moment")
    void actor() {
        Change between = Change.builder()
                .when(new Window(START, START.plusSeconds(3600)))
                .kind(ChangeKind.SELECTOR)
                .object("Service/shop/web")
                .detail("spec.selector: {app=web} -> {app=wob}")
                .build();
        List<FieldWrites> writes = FieldWrites.of(Map.of(
                "kind",
                "Service",
                "metadata",
                Map.of(
                        "name", "web",
                        "namespace", "shop",
                        "managedFields",
                                List.of(
                                        Map.of(
                                                "manager", "kubectl-edit",
                                                "time", "2026-03-01T12:30:00Z",
                                                "fieldsV1", Map.of("f:spec", Map.of("f:selector", Map.of()))),
                                        Map.of("manager", "helm")))));
        assertThat(writes).hasSize(1);
        Change told = FieldWrites.attribute(List.of(between), writes).get(0);
        assertThat(told.actor()).contains("kubectl-edit");
        assertThat(told.when().from()).isEqualTo(Instant.parse("2026-03-01T12:30:00Z"));
        assertThat(FieldWrites.attribute(List.of(between), List.of()).get(0)).isEqualTo(between);
    }
}
