package io.lbkit.examples.propertytests;

import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.testkit.simulation.Controller;
import io.lbkit.testkit.simulation.ControllerContext;

/**
 * A controller with a bug: it takes LBKit's plan but carries the steps out by itself, one after the other, without waiting for
 * the health that steps ask for. It loses connections whenever pods are replaced.
 */
public final class HastyController implements Controller {
    /** A controller. */
    public HastyController() {}

    @Override
    public Result reconcile(ControllerContext context) {
        Plan plan = Reconciler.builder()
                .provider(context.provider())
                .clusterId(context.clusterId())
                .build()
                .plan(context.cluster());
        boolean done = true;
        for (Step step : plan.steps()) {
            done &= carryOut(context, step);
        }
        Statuses.publish(context);
        return done ? Result.DONE : Result.AGAIN;
    }

    private static boolean carryOut(ControllerContext context, Step step) {
        BatchResult result = context.provider()
                .apply(ChangeBatch.builder()
                        .key(step.id())
                        .addChange(step.change())
                        .build());
        return result.results().get(0) instanceof ChangeResult.Done;
    }
}
