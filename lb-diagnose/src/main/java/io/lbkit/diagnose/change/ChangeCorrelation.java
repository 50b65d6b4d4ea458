package io.lbkit.diagnose.change;

import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which changes may have made targets unhealthy. A health check sees a change late: that lag is taken off before times are
 * compared. Pure; the order of the changes does not matter.
 *
 * @param drop the drop; absent if there was none, or if too little was measured to tell
 * @param candidates what may have caused it, the best first; none is a valid answer
 * @param rejected what was looked at and put aside
 */
public record ChangeCorrelation(Optional<HealthDrop> drop, List<Candidate> candidates, List<Candidate> rejected) {
    private static final Duration BEFORE = Duration.ofMinutes(15);
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final double LIKELY = 0.60;
    private static final double POSSIBLE = 0.35;
    private static final double TIE = 0.05;

    /**
     * Copies the lists.
     *
     * @param drop the drop
     * @param candidates what may have caused it
     * @param rejected what was put aside
     */
    public ChangeCorrelation {
        candidates = List.copyOf(candidates);
        rejected = List.copyOf(rejected);
    }

    /**
     * Correlates changes with the first drop of the healthy targets of a subject.
     *
     * @param changes the changes; each counts once
     * @param evidence the series of healthy and expected targets
     * @param subject the subject of the series, for example {@code Service/shop/web}
     * @param podsOf the pods that a target of a series stands for; none if that is not known
     * @param lag how long the load balancer takes to see that a target is unhealthy, and the series to show it: interval times
     *     failures, and the period of the series; not negative
     * @return the drop and what may have caused it
     * @throws InvalidValueException if the lag is negative
     */
    public static ChangeCorrelation of(
            Collection<Change> changes,
            TrafficIndex evidence,
            String subject,
            Function<String, Set<ObjectKey>> podsOf,
            Duration lag) {
        if (lag.isNegative()) {
            throw InvalidValueException.of("lag", lag, "a lag is not negative");
        }
        return HealthDrop.first(evidence, subject, lag)
                .map(drop -> of(new TreeSet<>(changes), drop, podsOf, lag))
                .orElseGet(() -> new ChangeCorrelation(Optional.empty(), List.of(), List.of()));
    }

    private static ChangeCorrelation of(
            SortedSet<Change> changes, HealthDrop drop, Function<String, Set<ObjectKey>> podsOf, Duration lag) {
        Set<ObjectKey> lost = new TreeSet<>();
        drop.lost().forEach(target -> lost.addAll(podsOf.apply(target)));
        Instant onset = drop.at().minus(lag);
        Window span = new Window(onset.minus(BEFORE), drop.at().plus(AFTER));
        List<Candidate> all = new ArrayList<>();
        for (Change change : changes) {
            if (change.when().from().isAfter(span.to()) || change.when().to().isBefore(span.from())) {
                all.add(rejected(change, 0, "it did not happen within " + span));
            } else {
                all.add(root(change, changes)
                        .map(root -> rejected(
                                change, 0, "it follows from " + root.kind().label() + " of " + root.object()))
                        .orElseGet(() -> scored(change, onset, span, lost)));
            }
        }
        return new ChangeCorrelation(
                Optional.of(drop),
                all.stream()
                        .filter(each -> each.strength() != Candidate.Strength.REJECTED)
                        .sorted()
                        .toList(),
                all.stream()
                        .filter(each -> each.strength() == Candidate.Strength.REJECTED)
                        .sorted()
                        .toList());
    }

    private static Candidate rejected(Change change, double score, String reason) {
        return new Candidate(change, score, Candidate.Strength.REJECTED, reason);
    }

    /** A pod that stops being ready when its node goes or its workload is rolled out is an effect of that. */
    private static Optional<Change> root(Change change, Collection<Change> changes) {
        if (change.kind() != ChangeKind.READINESS || change.affected().isEmpty()) {
            return Optional.empty();
        }
        return changes.stream()
                .filter(other -> other.kind() == ChangeKind.NODE || other.kind() == ChangeKind.ROLLOUT)
                .filter(other -> !other.when().from().isAfter(change.when().from())
                        && !other.when().from().isBefore(change.when().from().minus(BEFORE)))
                .filter(other -> other.affected().containsAll(change.affected()))
                .findFirst();
    }

    private static Candidate scored(Change change, Instant onset, Window span, Set<ObjectKey> lost) {
        double time = time(change, onset, span);
        double mechanism = change.kind().mechanism();
        if (lost.isEmpty()) {
            double score = mechanism * time;
            Candidate.Strength strength = score >= POSSIBLE ? Candidate.Strength.POSSIBLE : Candidate.Strength.REJECTED;
            return new Candidate(
                    change, score, strength, text(mechanism, time) + ", which targets were lost is not known");
        }
        Set<ObjectKey> common = new TreeSet<>(change.affected());
        common.retainAll(lost);
        Set<ObjectKey> either = new TreeSet<>(change.affected());
        either.addAll(lost);
        double scope = (double) common.size() / either.size();
        double size = Math.min(1, (double) change.affected().size() / lost.size());
        double score = mechanism * (0.45 * scope + 0.35 * time + 0.20 * size);
        return new Candidate(
                change,
                score,
                strength(score),
                text(mechanism, time) + ", scope " + shown(scope) + ", size " + shown(size));
    }

    private static Candidate.Strength strength(double score) {
        if (score >= LIKELY) {
            return Candidate.Strength.LIKELY;
        }
        return score >= POSSIBLE ? Candidate.Strength.POSSIBLE : Candidate.Strength.REJECTED;
    }

    private static String text(double mechanism, double time) {
        return "mechanism " + shown(mechanism) + ", time " + shown(time);
    }

    private static String shown(double part) {
        return String.format(Locale.ROOT, "%.2f", part);
    }

    /** Of a change between two snapshots the middle of the time in which it can matter counts. */
    private static double time(Change change, Instant onset, Window span) {
        Instant from = change.when().from().isBefore(span.from())
                ? span.from()
                : change.when().from();
        Instant to = change.when().to().isAfter(span.to())
                ? span.to()
                : change.when().to();
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        double distance = Duration.between(onset, middle).abs().toMillis();
        return Math.exp(-distance / change.kind().reach().toMillis());
    }

    /** {@return the best candidate and those that score nearly as much} */
    public List<Candidate> leaders() {
        return candidates.stream()
                .filter(each -> each.score() >= candidates.get(0).score() - TIE)
                .toList();
    }
}
