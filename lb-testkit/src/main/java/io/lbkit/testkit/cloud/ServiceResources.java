package io.lbkit.testkit.cloud;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resources of one Service: a load balancer, and for each family a firewall, and listeners with their pools. */
final class ServiceResources {
    static final long CHECK_INTERVAL_SECONDS = 10;
    static final long DRAIN_SECONDS = 30;

    private final DesignRequest request;
    private final Service service;
    private final String scheme;
    private final ServiceBackends backends;
    private final SortedMap<ResourceId, Resource> made = new TreeMap<>();

    ServiceResources(DesignRequest request, SimulatedAnnotations annotations, ServiceBackends backends) {
        this.request = request;
        this.service = request.service();
        this.scheme = annotations.scheme();
        this.backends = backends;
    }

    List<Resource> all(Optional<IpAddress> requestedAddress) {
        Resource loadBalancer = add(loadBalancer(requestedAddress));
        for (IpFamily family : service.effectiveFamilies()) {
            add(firewall(loadBalancer, family));
        }
        for (PortBackends port : backends.ports()) {
            Optional<Resource> check = port.healthCheck().map(wanted -> add(healthCheck(port, wanted)));
            Resource pool = add(pool(port, check));
            add(listener(loadBalancer, port, pool));
        }
        return new ArrayList<>(made.values());
    }

    private Resource add(Resource resource) {
        made.put(resource.id(), resource);
        return resource;
    }

    private Resource loadBalancer(Optional<IpAddress> requestedAddress) {
        Resource.Builder wanted = ours(SimulatedKinds.LOAD_BALANCER_KIND, name(scheme))
                .set(SimulatedKinds.SCHEME, scheme)
                .set(
                        SimulatedKinds.IP_FAMILIES,
                        service.effectiveFamilies().stream()
                                .map(IpFamily::label)
                                .toList());
        requestedAddress.ifPresentOrElse(
                address -> wanted.set(SimulatedKinds.REQUESTED_ADDRESS, address.toString()),
                () -> wanted.unset(SimulatedKinds.REQUESTED_ADDRESS));
        return wanted.build();
    }

    private Resource firewall(Resource loadBalancer, IpFamily family) {
        List<String> ranges = backends.sourceRanges().admitted(family).ranges().stream()
                .map(Cidr::toString)
                .toList();
        List<String> ports = service.ports().stream()
                .map(port -> port.protocol() + "/" + port.port())
                .toList();
        return ours(SimulatedKinds.FIREWALL_KIND, name(scheme, family.label()))
                .set(SimulatedKinds.LOAD_BALANCER, loadBalancer.id())
                .set(SimulatedKinds.IP_FAMILY, family.label())
                .set(SimulatedKinds.SOURCE_RANGES, new TreeSet<>(ranges))
                .set(SimulatedKinds.PORTS, new TreeSet<>(ports))
                .build();
    }

    private Resource listener(Resource loadBalancer, PortBackends backend, Resource pool) {
        ServicePort port = backend.port();
        String family = backend.family().label();
        String name = name(scheme, port.protocol().name(), String.valueOf(port.port()), family);
        return ours(SimulatedKinds.LISTENER_KIND, name)
                .set(SimulatedKinds.LOAD_BALANCER, loadBalancer.id())
                .set(SimulatedKinds.LISTENER_PORT, (long) port.port())
                .set(SimulatedKinds.PROTOCOL, port.protocol().name())
                .set(SimulatedKinds.IP_FAMILY, family)
                .set(SimulatedKinds.BACKEND_POOL, pool.id())
                .set(SimulatedKinds.SESSION_AFFINITY, service.sessionAffinity().apiName())
                // Nobody gets in before it is settled who may.
                .addAfter(new ResourceId(SimulatedKinds.FIREWALL_KIND.name(), name(scheme, family)))
                .build();
    }

    private Resource pool(PortBackends backend, Optional<Resource> check) {
        Resource.Builder wanted = ours(SimulatedKinds.BACKEND_POOL_KIND, poolName(backend))
                .set(SimulatedKinds.MODE, backend.mode().label())
                .set(SimulatedKinds.PROTOCOL, backend.port().protocol().name())
                .set(SimulatedKinds.IP_FAMILY, backend.family().label())
                .set(SimulatedKinds.DRAIN_SECONDS, DRAIN_SECONDS)
                .members(backend.knownMembers())
                .membersCoverage(backend.coverage());
        if (backend.mode() == BackendMode.POD_IP) {
            wanted.unset(SimulatedKinds.POOL_PORT);
        } else {
            backend.port().nodePort().ifPresent(port -> wanted.set(SimulatedKinds.POOL_PORT, (long) port));
        }
        if (check.isPresent()) {
            wanted.set(SimulatedKinds.HEALTH_CHECK, check.get().id());
        } else if (!isCheckUnknown(backend)) {
            wanted.unset(SimulatedKinds.HEALTH_CHECK);
        }
        return wanted.build();
    }

    /** Under policy Local there will be a port to check, once the API server has allocated it. */
    private boolean isCheckUnknown(PortBackends backend) {
        return backend.mode() == BackendMode.NODE_PORT && service.externalTrafficPolicy() == TrafficPolicy.LOCAL;
    }

    private Resource healthCheck(PortBackends backend, HealthCheck check) {
        Resource.Builder wanted = switch (check.meaning()) {
            case NODE_FORWARDS ->
                Resource.builder()
                        .kind(SimulatedKinds.HEALTH_CHECK_KIND)
                        .name(SimulatedNames.ofCluster(request.clusterId(), "nodes"))
                        .addOwner(Owner.ofCluster(request.clusterId()));
            case NODE_HAS_READY_ENDPOINT -> ours(SimulatedKinds.HEALTH_CHECK_KIND, name("local"));
            case POD_ACCEPTS -> ours(SimulatedKinds.HEALTH_CHECK_KIND, poolName(backend));
        };
        wanted.set(SimulatedKinds.CHECK_PROTOCOL, check.protocol().name())
                .set(SimulatedKinds.INTERVAL_SECONDS, CHECK_INTERVAL_SECONDS);
        if (check.port().isPresent()) {
            wanted.set(SimulatedKinds.CHECK_PORT, (long) check.port().getAsInt());
        } else {
            wanted.unset(SimulatedKinds.CHECK_PORT);
        }
        check.path()
                .ifPresentOrElse(
                        path -> wanted.set(SimulatedKinds.CHECK_PATH, path),
                        () -> wanted.unset(SimulatedKinds.CHECK_PATH));
        return wanted.build();
    }

    private String poolName(PortBackends backend) {
        ServicePort port = backend.port();
        return name(
                port.protocol().name(),
                String.valueOf(port.port()),
                backend.mode().label(),
                backend.family().label());
    }

    private Resource.Builder ours(ResourceKind kind, String name) {
        return Resource.builder().kind(kind).name(name).addOwner(request.owner());
    }

    private String name(String... fixed) {
        return SimulatedNames.ofService(request.clusterId(), service.key(), fixed);
    }
}
