package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.testkit.simulation.Controller;
import io.lbkit.testkit.simulation.ControllerContext;
import io.lbkit.testkit.simulation.LbkitController;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A controller with a bug: it wraps LBKit's and remembers the first address of each Service, "since addresses do not change".
 * Somebody deletes a load balancer at the console, the next one has another address, and this one is published again.
 */
public final class StubbornController implements Controller {
    private final Controller lbkit = new LbkitController();
    private final SortedMap<ServiceKey, List<LoadBalancerIngress>> remembered = new TreeMap<>();

    /** A controller. */
    public StubbornController() {}

    @Override
    public Result reconcile(ControllerContext context) {
        Result result = lbkit.reconcile(context);
        for (Service service : context.cluster().services()) {
            if (!service.ingress().isEmpty()) {
                List<LoadBalancerIngress> first = remembered.computeIfAbsent(service.key(), key -> service.ingress());
                if (!first.equals(service.ingress())) {
                    context.publish(service.key(), first);
                }
            }
        }
        return result;
    }

    @Override
    public void changed() {
        lbkit.changed();
    }
}
