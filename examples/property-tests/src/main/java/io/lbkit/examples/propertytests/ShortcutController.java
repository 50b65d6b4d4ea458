package io.lbkit.examples.propertytests;

import io.lbkit.testkit.simulation.Controller;
import io.lbkit.testkit.simulation.ControllerContext;
import io.lbkit.testkit.simulation.LbkitController;

/**
 * A controller with a bug: it wraps LBKit's and saves calls, "since a cluster without Services needs no load balancers". What
 * the last Service had is left behind.
 */
public final class ShortcutController implements Controller {
    private final Controller lbkit = new LbkitController();

    /** A controller. */
    public ShortcutController() {}

    @Override
    public Result reconcile(ControllerContext context) {
        return context.cluster().services().isEmpty() ? Result.DONE : lbkit.reconcile(context);
    }

    @Override
    public void changed() {
        lbkit.changed();
    }
}
