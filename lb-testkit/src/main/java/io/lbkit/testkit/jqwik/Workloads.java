package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.ReplicaCounts;
import io.lbkit.model.cluster.UpdateStrategy;
import io.lbkit.model.cluster.Workload;
import io.lbkit.model.cluster.WorkloadKey;
import io.lbkit.model.cluster.WorkloadKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Workloads that are well, scaled to zero, stuck or unseen by their controller; and budgets for their pods. */
final class Workloads {
    private static final Condition STUCK =
            new Condition(ConditionStatus.FALSE, "ProgressDeadlineExceeded", "", Optional.empty());

    private Workloads() {}

    static Arbitrary<Workload> any() {
        return Combinators.combine(
                        Arbitraries.of(WorkloadKind.class),
                        Names.objectKeys(),
                        Names.labels(),
                        Choices.usually(Arbitraries.integers().between(0, 4)),
                        strategies(),
                        Choices.seldom(),
                        Choices.usually())
                .as((kind, key, labels, desired, strategy, stuck, seen) -> {
                    Workload.Builder workload = Workload.builder()
                            .key(new WorkloadKey(kind, key))
                            .selector(
                                    LabelSelector.builder().matchLabels(labels).build())
                            .templateLabels(labels)
                            .desired(desired.map(OptionalInt::of).orElse(OptionalInt.empty()))
                            .strategy(kind == WorkloadKind.REPLICA_SET ? Optional.empty() : Optional.of(strategy))
                            .generation(2)
                            .observedGeneration(seen ? 2 : 1)
                            .conditions(stuck ? Map.of("Progressing", STUCK) : Map.of());
                    return desired.map(count -> workload.counts(new ReplicaCounts(count, count, count, count)))
                            .orElse(workload)
                            .build();
                });
    }

    private static Arbitrary<UpdateStrategy> strategies() {
        return Combinators.combine(Arbitraries.of(UpdateStrategy.Type.class), bounds(), bounds())
                .as(UpdateStrategy::new);
    }

    private static Arbitrary<IntOrPercent> bounds() {
        return Arbitraries.of(
                IntOrPercent.ofPercent(25), IntOrPercent.of(1), IntOrPercent.of(0), IntOrPercent.ofPercent(100));
    }

    static Arbitrary<DisruptionBudget> budgets() {
        return Combinators.combine(
                        Names.objectKeys(),
                        Choices.usually(Policies.selectors()),
                        bounds(),
                        Arbitraries.of(true, false))
                .as((key, selector, bound, least) -> DisruptionBudget.builder()
                        .key(key)
                        .selector(selector)
                        .minAvailable(Optional.of(bound).filter(any -> least))
                        .maxUnavailable(Optional.of(bound).filter(any -> !least))
                        .build());
    }
}
