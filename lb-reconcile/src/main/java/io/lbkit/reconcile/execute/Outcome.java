package io.lbkit.reconcile.execute;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.immutables.value.Value;

/** What became of a plan: exactly what was done, what failed and what was left out because of it. Immutable. */
@Value.Immutable
public interface Outcome {
    /** What became of a plan. */
    enum Status {
        /** There was nothing to do. */
        UNCHANGED,
        /** Every step is done. */
        APPLIED,
        /** Some steps are done. */
        PARTIAL,
        /** No step is done. */
        FAILED,
        /** It was cancelled before its end; some steps may be done. */
        CANCELLED;

        /** {@return the name used in text and JSON, for example {@code applied}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return the plan} */
    Plan plan();

    /** {@return what became of each step, in the order of the plan} */
    List<StepOutcome> steps();

    /** {@return when it began, if it was carried out; by the clock of the scheduler} */
    @Value.Auxiliary
    Optional<Instant> started();

    /** {@return when it ended, if it was carried out; by the clock of the scheduler} */
    @Value.Auxiliary
    Optional<Instant> ended();

    /** {@return how many calls of the provider it took, reads included} */
    @Value.Auxiliary
    @Value.Default
    default int calls() {
        return 0;
    }

    /** {@return how many times changes were sent again after they had failed} */
    default int retries() {
        return steps().stream().mapToInt(StepOutcome::retries).sum();
    }

    /** {@return what is not done, one sentence for each step, in the order of the plan; empty if all is done} */
    default List<String> missing() {
        return steps().stream()
                .filter(step -> step.status() != StepOutcome.Status.DONE)
                .map(step -> step.status().label() + " " + step.step().action().label() + " "
                        + step.step().resource() + ": " + step.reason())
                .toList();
    }

    /** {@return what became of the plan} */
    default Status status() {
        long done = count(StepOutcome.Status.DONE);
        if (steps().isEmpty()) {
            return Status.UNCHANGED;
        }
        if (done == steps().size()) {
            return Status.APPLIED;
        }
        if (count(StepOutcome.Status.CANCELLED) > 0) {
            return Status.CANCELLED;
        }
        boolean moved = steps().stream().anyMatch(step -> step.membersMoved() > 0);
        return done > 0 || moved ? Status.PARTIAL : Status.FAILED;
    }

    /**
     * {@return how many steps ended in a way}
     *
     * @param status the way
     */
    default long count(StepOutcome.Status status) {
        return steps().stream().filter(step -> step.status() == status).count();
    }

    /** {@return the Services with a step that is not done} */
    default SortedSet<ServiceKey> incomplete() {
        SortedSet<ServiceKey> services = new TreeSet<>();
        steps().stream()
                .filter(step -> step.status() != StepOutcome.Status.DONE)
                .forEach(step -> services.addAll(step.step().services()));
        return services;
    }

    /** {@return a builder; the plan is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link Outcome}. Not thread-safe. */
    final class Builder extends ImmutableOutcome.Builder {
        Builder() {}
    }
}
