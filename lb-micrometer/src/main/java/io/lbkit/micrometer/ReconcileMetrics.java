package io.lbkit.micrometer;

import io.lbkit.reconcile.execute.ReconcileEvent;
import io.lbkit.reconcile.execute.ReconcileListener;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts and times what the engine does. Every meter has the tag {@code provider}; a tag {@code error} is the kind of the
 * failure, or {@code none}. No tag names a Service or an object, so the number of time series does not grow with the fleet.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>name<th>type<th>tags<th>meaning
 * <tr><td>{@code lbkit.observe}<td>timer<td>error<td>observations of the cloud
 * <tr><td>{@code lbkit.plan}<td>timer<td>outcome ({@code empty}, {@code changes})<td>plans that were made
 * <tr><td>{@code lbkit.plan.steps}<td>counter<td>action, cause<td>steps of those plans
 * <tr><td>{@code lbkit.plan.held}<td>counter<td><td>Services that a plan kept as they are because of a finding
 * <tr><td>{@code lbkit.call}<td>timer<td>operation ({@code read}, {@code write}, {@code members}), error<td>calls of an
 * execution
 * <tr><td>{@code lbkit.retry}<td>counter<td>error<td>changes that are tried again
 * <tr><td>{@code lbkit.gate.wait}<td>counter<td><td>steps that begin to wait for their gate
 * <tr><td>{@code lbkit.guardrail}<td>counter<td>rule<td>verdicts that kept steps from being carried out
 * <tr><td>{@code lbkit.step}<td>counter<td>action, outcome, error<td>steps that ended
 * <tr><td>{@code lbkit.execution}<td>timer<td>outcome<td>executions that ended
 * </table>
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * Reconciler reconciler = Reconciler.builder()
 *     .provider(cloud).clusterId("prod-eu").listener(new ReconcileMetrics(registry)).build();
 * }</pre>
 */
public final class ReconcileMetrics implements ReconcileListener {
    private static final String NONE = "none";

    private final MeterRegistry registry;

    /**
     * Metrics in a registry.
     *
     * @param registry the registry
     */
    public ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(ReconcileEvent event) {
        if (event instanceof ReconcileEvent.Observed observed) {
            registry.timer("lbkit.observe", tags(observed, "error", error(observed.failure())))
                    .record(observed.took());
        } else if (event instanceof ReconcileEvent.Planned planned) {
            planned(planned);
        } else if (event instanceof ReconcileEvent.Started started) {
            started.withheld().forEach(verdict -> count("lbkit.guardrail", tags(started, "rule", verdict.rule()), 1));
        } else if (event instanceof ReconcileEvent.Called called) {
            Tags tags = tags(called, "operation", called.operation().label(), "error", error(called.failure()));
            registry.timer("lbkit.call", tags).record(called.took());
        } else if (event instanceof ReconcileEvent.Retrying retrying) {
            count("lbkit.retry", tags(retrying, "error", retrying.error().label()), 1);
        } else if (event instanceof ReconcileEvent.Waiting waiting) {
            count("lbkit.gate.wait", tags(waiting), 1);
        } else if (event instanceof ReconcileEvent.Ended ended) {
            ended(ended.provider(), ended.outcome());
        } else if (event instanceof ReconcileEvent.Finished finished) {
            Tags tags = tags(finished, "outcome", finished.outcome().status().label());
            registry.timer("lbkit.execution", tags).record(finished.took());
        }
    }

    private void planned(ReconcileEvent.Planned planned) {
        String outcome = planned.plan().isEmpty() ? "empty" : "changes";
        registry.timer("lbkit.plan", tags(planned, "outcome", outcome)).record(planned.took());
        for (Step step : planned.plan().steps()) {
            String cause = step.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
            count("lbkit.plan.steps", tags(planned, "action", step.action().label(), "cause", cause), 1);
        }
        count("lbkit.plan.held", tags(planned), planned.plan().held().size());
    }

    private void ended(ProviderId provider, StepOutcome outcome) {
        Tags tags = Tags.of("provider", provider.name())
                .and("action", outcome.step().action().label())
                .and("outcome", outcome.status().label())
                .and("error", error(outcome.error()));
        count("lbkit.step", tags, 1);
    }

    private void count(String name, Tags tags, int amount) {
        registry.counter(name, tags).increment(amount);
    }

    private static Tags tags(ReconcileEvent event, String... others) {
        return Tags.of("provider", event.provider().name()).and(others);
    }

    private static String error(Optional<ErrorKind> failure) {
        return failure.map(ErrorKind::label).orElse(NONE);
    }
}
