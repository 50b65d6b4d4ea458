package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The resources of one Service: a load balancer, and for each family a firewall, and listeners with their pools. */
final class ServiceResources {
    private final ServiceWish wish;
    private final SortedMap<ResourceId, Resource> made = new TreeMap<>();

    private ServiceResources(ServiceWish wish) {
        this.wish = wish;
    }

    static List<Resource> all(ServiceWish wish, Optional<IpAddress> requestedAddress) {
        ServiceResources resources = new ServiceResources(wish);
        Resource loadBalancer = resources.add(resources.loadBalancer(requestedAddress));
        for (IpFamily family : wish.service().effectiveFamilies()) {
            resources.add(resources.firewall(loadBalancer, family));
        }
        for (PortBackends port : wish.backends().ports()) {
            Optional<Resource> check =
                    port.healthCheck().map(wanted -> resources.add(resources.healthCheck(port, wanted)));
            Resource pool = resources.add(resources.pool(port, check));
            resources.add(resources.listener(loadBalancer, port, pool));
        }
        return new ArrayList<>(resources.made.values());
    }

    private Resource add(Resource resource) {
        made.put(resource.id(), resource);
        return resource;
    }

    private Resource loadBalancer(Optional<IpAddress> requestedAddress) {
        Resource.Builder wanted = wish.ours(SimulatedKinds.LOAD_BALANCER_KIND, wish.name(wish.scheme()))
                .set(SimulatedKinds.SCHEME, wish.scheme())
                .set(
                        SimulatedKinds.IP_FAMILIES,
                        wish.service().effectiveFamilies().stream()
                                .map(IpFamily::label)
                                .toList());
        requestedAddress.ifPresentOrElse(
                address -> wanted.set(SimulatedKinds.REQUESTED_ADDRESS, address.toString()),
                () -> wanted.unset(SimulatedKinds.REQUESTED_ADDRESS));
        return wanted.build();
    }

    private Resource firewall(Resource loadBalancer, IpFamily family) {
        return wish.ours(SimulatedKinds.FIREWALL_KIND, wish.name(wish.scheme(), family.label()))
                .set(SimulatedKinds.LOAD_BALANCER, loadBalancer.id())
                .set(SimulatedKinds.IP_FAMILY, family.label())
                .set(SimulatedKinds.SOURCE_RANGES, wish.sourceRanges(family))
                .set(SimulatedKinds.PORTS, wish.ports())
                .build();
    }

    private Resource listener(Resource loadBalancer, PortBackends backend, Resource pool) {
        ServicePort port = backend.port();
        String family = backend.family().label();
        String name = wish.name(wish.scheme(), port.protocol().name(), String.valueOf(port.port()), family);
        return wish.ours(SimulatedKinds.LISTENER_KIND, name)
                .set(SimulatedKinds.LOAD_BALANCER, loadBalancer.id())
                .set(SimulatedKinds.LISTENER_PORT, (long) port.port())
                .set(SimulatedKinds.PROTOCOL, port.protocol().name())
                .set(SimulatedKinds.IP_FAMILY, family)
                .set(SimulatedKinds.BACKEND_POOL, pool.id())
                .set(
                        SimulatedKinds.SESSION_AFFINITY,
                        wish.service().sessionAffinity().apiName())
                // Nobody gets in before it is settled who may.
                .addAfter(new ResourceId(SimulatedKinds.FIREWALL_KIND.name(), wish.name(wish.scheme(), family)))
                .build();
    }

    private Resource pool(PortBackends backend, Optional<Resource> check) {
        Resource.Builder wanted = wish.ours(SimulatedKinds.BACKEND_POOL_KIND, poolName(backend))
                .set(SimulatedKinds.MODE, backend.mode().label())
                .set(SimulatedKinds.PROTOCOL, backend.port().protocol().name())
                .set(SimulatedKinds.IP_FAMILY, backend.family().label())
                .set(SimulatedKinds.DRAIN_SECONDS, ServiceWish.DRAIN_SECONDS)
                .members(backend.knownMembers())
                .membersCoverage(backend.coverage());
        if (backend.mode() == BackendMode.POD_IP) {
            wanted.unset(SimulatedKinds.POOL_PORT);
        } else {
            backend.port().nodePort().ifPresent(port -> wanted.set(SimulatedKinds.POOL_PORT, (long) port));
        }
        if (check.isPresent()) {
            wanted.set(SimulatedKinds.HEALTH_CHECK, check.get().id());
        } else if (!wish.isCheckUnknown(backend)) {
            wanted.unset(SimulatedKinds.HEALTH_CHECK);
        }
        return wanted.build();
    }

    private Resource healthCheck(PortBackends backend, HealthCheck check) {
        return wish.healthCheck(SimulatedKinds.HEALTH_CHECK_KIND, check, poolName(backend))
                .set(SimulatedKinds.CHECK_PROTOCOL, check.protocol().name())
                .build();
    }

    private String poolName(PortBackends backend) {
        ServicePort port = backend.port();
        return wish.name(
                port.protocol().name(),
                String.valueOf(port.port()),
                backend.mode().label(),
                backend.family().label());
    }
}
