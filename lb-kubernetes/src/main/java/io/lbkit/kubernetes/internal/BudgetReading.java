package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.lbkit.kubernetes.Reading;
import io.lbkit.model.cluster.DisruptionBudget;
import io.lbkit.model.cluster.IntOrPercent;
import io.lbkit.model.cluster.ObjectType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PodDisruptionBudget. */
public final class BudgetReading {
    private BudgetReading() {}

    /** Reads a live object. */
    public static Reading<DisruptionBudget> read(PodDisruptionBudget object) {
        return read(object, new Faults(Meta.subject(ObjectType.DISRUPTION_BUDGET, object), Origin.LIVE));
    }

    static Reading<DisruptionBudget> read(PodDisruptionBudget object, Faults faults) {
        DisruptionBudget.Builder budget = DisruptionBudget.builder();
        faults.check(Meta.of(object)::key).ifPresent(budget::key);
        PodDisruptionBudgetSpec spec = object.getSpec() == null ? new PodDisruptionBudgetSpec() : object.getSpec();
        budget.selector(SelectorReading.read("spec.selector", spec.getSelector(), faults));
        budget.minAvailable(bound("spec.minAvailable", spec.getMinAvailable(), faults));
        budget.maxUnavailable(bound("spec.maxUnavailable", spec.getMaxUnavailable(), faults));
        return faults.finish(budget::build);
    }

    private static Optional<IntOrPercent> bound(String field, @Nullable IntOrString value, Faults faults) {
        return value == null ? Optional.empty() : faults.check(() -> Values.intOrPercent(field, value));
    }
}
