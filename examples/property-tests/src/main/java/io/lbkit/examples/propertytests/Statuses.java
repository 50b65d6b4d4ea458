package io.lbkit.examples.propertytests;

import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.simulation.ControllerContext;
import java.util.List;

/** Publishes in the status of each Service the addresses that its load balancers have. */
final class Statuses {
    private Statuses() {}

    static void publish(ControllerContext context) {
        Observation observation = context.provider().observe(ObservationScope.cluster(context.clusterId()));
        for (Service service : context.cluster().services()) {
            List<LoadBalancerIngress> found = observation.actual().resources().stream()
                    .filter(object -> belongsTo(object, service.key()))
                    .flatMap(object -> SimulatedKinds.addresses(object).stream())
                    .distinct()
                    .map(Statuses::entry)
                    .toList();
            if (observation.unread().isEmpty() && !found.equals(service.ingress())) {
                context.publish(service.key(), found);
            }
        }
    }

    private static LoadBalancerIngress entry(IpAddress address) {
        return LoadBalancerIngress.builder().ip(address).build();
    }

    private static boolean belongsTo(Resource object, ServiceKey service) {
        return object.owners().stream()
                .anyMatch(owner -> owner.service().filter(service::equals).isPresent());
    }
}
