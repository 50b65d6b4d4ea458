package io.lbkit.reconcile.execute;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.guard.Verdict;
import io.lbkit.reconcile.plan.Gate;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that the engine did. */
public interface ReconcileEvent {
    /** {@return the provider that it is about} */
    ProviderId provider();

    /**
     * The cloud was observed.
     *
     * @param provider the provider
     * @param took how long it took
     * @param failure why nothing could be read; absent if something was
     */
    record Observed(ProviderId provider, Duration took, Optional<ErrorKind> failure) implements ReconcileEvent {}

    /**
     * A plan was made.
     *
     * @param provider the provider
     * @param took how long it took
     * @param plan the plan
     */
    record Planned(ProviderId provider, Duration took, Plan plan) implements ReconcileEvent {}

    /**
     * The execution of a plan begins.
     *
     * @param provider the provider
     * @param plan what will be carried out, after policy and guardrails
     * @param withheld what guardrails have against the rest
     */
    record Started(ProviderId provider, Plan plan, List<Verdict> withheld) implements ReconcileEvent {}

    /**
     * A call of the provider returned.
     *
     * @param provider the provider
     * @param operation its class
     * @param resources the objects that it was about; empty if it was a reading one
     * @param took how long it took
     * @param failure how it failed, or the first failure of its changes; absent if all went well
     */
    record Called(
            ProviderId provider,
            OperationClass operation,
            List<ResourceId> resources,
            Duration took,
            Optional<ErrorKind> failure)
            implements ReconcileEvent {}

    /**
     * A change is tried again later.
     *
     * @param provider the provider
     * @param step the step
     * @param attempt how many attempts there were, from 1
     * @param error how the last one failed
     * @param pause how long it waits
     */
    record Retrying(ProviderId provider, Step step, int attempt, ErrorKind error, Duration pause)
            implements ReconcileEvent {}

    /**
     * A step waits for its gate.
     *
     * @param provider the provider
     * @param step the step
     * @param gate what it waits for
     */
    record Waiting(ProviderId provider, Step step, Gate gate) implements ReconcileEvent {}

    /**
     * A step ended, in whichever way.
     *
     * @param provider the provider
     * @param outcome what became of it
     */
    record Ended(ProviderId provider, StepOutcome outcome) implements ReconcileEvent {}

    /**
     * The execution of a plan ended.
     *
     * @param provider the provider
     * @param took how long it took
     * @param outcome what became of the plan
     */
    record Finished(ProviderId provider, Duration took, Outcome outcome) implements ReconcileEvent {}
}
