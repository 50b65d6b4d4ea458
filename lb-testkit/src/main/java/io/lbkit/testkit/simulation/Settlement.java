package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Action;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what is still missing once faults have stopped. */
final class Settlement {
    private final SimulatedCluster cluster;
    private final SimulatedCloud cloud;
    private final LoadBalancers loadBalancers;

    Settlement(SimulatedCluster cluster, SimulatedCloud cloud, LoadBalancers loadBalancers) {
        this.cluster = cluster;
        this.cloud = cloud;
        this.loadBalancers = loadBalancers;
    }

    /** {@return what is missing until everything is as it is wanted; nothing if it is} */
    Optional<String> missing() {
        ClusterSnapshot snapshot = cluster.snapshot();
        Plan plan = Reconciler.builder()
                .provider(cloud)
                .clusterId(Simulation.CLUSTER_ID)
                .build()
                .plan(snapshot);
        Set<ResourceId> usedByForeign = usedByForeign();
        Plan open = Guardrails.standard()
                .allowed(plan, List.of())
                .keeping(step -> step.action() != Action.DELETE || !usedByForeign.contains(step.resource()));
        if (!open.isEmpty()) {
            return Optional.of("not done: "
                    + open.steps().stream()
                            .map(step -> step.action().label() + " " + step.resource())
                            .collect(Collectors.joining(", ")));
        }
        return snapshot.services().stream()
                .filter(service -> service.wantsLoadBalancer() && !plan.held().contains(service.key()))
                .flatMap(service -> missing(service).stream())
                .findFirst();
    }

    /** What an object that is not ours uses, itself or through others, cannot be deleted. */
    private Set<ResourceId> usedByForeign() {
        List<Resource> objects = loadBalancers.now().objects();
        Set<ResourceId> used = new HashSet<>();
        objects.stream()
                .filter(object -> !Invariants.isOurs(object))
                .forEach(object -> used.addAll(object.dependsOn()));
        boolean more = true;
        while (more) {
            more = false;
            for (Resource object : objects) {
                more |= used.contains(object.id()) && used.addAll(object.dependsOn());
            }
        }
        return used;
    }

    private Optional<String> missing(Service service) {
        Set<String> published = service.ingress().stream()
                .map(LoadBalancerIngress::ip)
                .map(ip -> ip.map(IpAddress::toString).orElse(""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = loadBalancers.now().objects().stream()
                .filter(object -> isOf(object, service))
                .flatMap(object -> SimulatedKinds.addresses(object).stream())
                .map(IpAddress::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!published.equals(existing)) {
            return Optional.of(service.key() + " publishes " + published + ", its load balancers have " + existing);
        }
        boolean ready = cluster.snapshot().endpointSlices(service.key()).stream()
                .flatMap(slice -> slice.endpoints().stream())
                .anyMatch(Endpoint::isReady);
        Set<Door> serving = loadBalancers.servingDoors(service);
        return ready && !serving.containsAll(Door.of(service)) && !isWaitingForConsent(service)
                ? Optional.of(service.key() + " has ready pods and is served at " + serving + " of " + Door.of(service))
                : Optional.empty();
    }

    /**
     * A Service that came back with other families keeps the address of the former one until somebody lets it go, and one
     * whose clients somebody kept out at the console stays closed until somebody opens it.
     */
    private boolean isWaitingForConsent(Service service) {
        return loadBalancers.now().objects().stream()
                .filter(object -> isOf(object, service))
                .anyMatch(object -> SimulatedKinds.addresses(object).stream()
                                .anyMatch(address -> !service.ipFamilies().contains(address.family()))
                        || object.get(SimulatedKinds.SOURCE_RANGES)
                                .filter(Tampering.NARROW::equals)
                                .isPresent());
    }

    private static boolean isOf(Resource object, Service service) {
        return Invariants.isOurs(object)
                && object.owners().stream()
                        .anyMatch(owner ->
                                owner.service().filter(service.key()::equals).isPresent());
    }

    /** {@return what is left in the cloud with our mark} */
    List<String> left() {
        return loadBalancers.now().objects().stream()
                .filter(Invariants::isOurs)
                .map(object -> object.id().toString())
                .toList();
    }
}
