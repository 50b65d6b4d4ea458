package io.lbkit.diagnose.crosscheck;

import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.Verdict;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.Severity;
import java.util.Optional;

/**
 * What the diagnosis said of one history, and what its clients met with.
 *
 * @param mishap what happened
 * @param seed the seed of the history
 * @param diagnosis what the diagnosis said
 * @param experience what the clients met with in the minute after
 */
record Comparison(Mishap mishap, long seed, Diagnosis diagnosis, Bench.Experience experience) {
    static Comparison of(Mishap mishap, long seed) {
        Bench bench = new Bench(seed, mishap.kind());
        mishap.plant().accept(bench);
        bench.settle();
        Diagnosis diagnosis = bench.diagnose();
        return new Comparison(mishap, seed, diagnosis, bench.watch());
    }

    Verdict verdict() {
        return diagnosis.verdict();
    }

    /** {@return the first finding that is more than a note} */
    Optional<Finding> primary() {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .findFirst();
    }

    Optional<FaultDomain> domain() {
        return primary().map(Finding::domain);
    }

    boolean isNamed() {
        return primary()
                .map(finding -> mishap.codes().contains(finding.code().text()))
                .orElse(mishap.codes().isEmpty());
    }

    /** {@return whether clients met with what the verdict says; an idle backend is no loss to them} */
    boolean agrees() {
        return switch (verdict()) {
            case DELIVERS -> experience == Bench.Experience.ALL_SERVED;
            case DEGRADED -> experience != Bench.Experience.NONE_SERVED;
            case BROKEN, PENDING -> experience == Bench.Experience.NONE_SERVED;
            case INCONCLUSIVE -> true;
        };
    }
}
