package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The resources of a Service in a cloud of one document: an address, a firewall rule and a front end for each family, and rules. */
final class DocumentParts {
    private final ServiceWish wish;
    private final List<Resource> made = new ArrayList<>();
    private final Map<IpFamily, Resource> frontends = new EnumMap<>(IpFamily.class);

    private DocumentParts(ServiceWish wish) {
        this.wish = wish;
    }

    static List<Resource> all(ServiceWish wish, Optional<IpAddress> requestedAddress) {
        DocumentParts parts = new DocumentParts(wish);
        for (IpFamily family : wish.service().effectiveFamilies()) {
            parts.frontend(family, requestedAddress.filter(address -> address.family() == family));
        }
        wish.backends().ports().forEach(parts::rule);
        return parts.made;
    }

    private Resource add(Resource resource) {
        if (made.stream().noneMatch(known -> known.id().equals(resource.id()))) {
            made.add(resource);
        }
        return resource;
    }

    private void frontend(IpFamily family, Optional<IpAddress> requestedAddress) {
        Resource.Builder address = wish.ours(DocumentKinds.PUBLIC_ADDRESS_KIND, wish.name(family.label()))
                .set(SimulatedKinds.IP_FAMILY, family.label());
        ServiceWish.setOrUnset(address, SimulatedKinds.REQUESTED_ADDRESS, requestedAddress.map(IpAddress::toString));
        Resource firewall = add(wish.ours(DocumentKinds.SECURITY_RULE_KIND, wish.name(family.label()))
                .set(SimulatedKinds.IP_FAMILY, family.label())
                .set(SimulatedKinds.SOURCE_RANGES, wish.sourceRanges(family))
                .set(SimulatedKinds.PORTS, wish.ports())
                .build());
        frontends.put(
                family,
                add(wish.ours(DocumentKinds.FRONTEND_KIND, wish.name(family.label()))
                        .set(SimulatedKinds.SCHEME, wish.scheme())
                        .set(DocumentKinds.PUBLIC_ADDRESS, add(address.build()).id())
                        .addAfter(firewall.id())
                        .build()));
    }

    private void rule(PortBackends port) {
        Resource frontend = Objects.requireNonNull(frontends.get(port.family()), "a front end for each family");
        String protocol = port.port().protocol().name();
        Optional<Resource> probe = port.healthCheck().map(check -> add(probe(check, port)));
        Resource.Builder rule = wish.ours(
                        DocumentKinds.RULE_KIND,
                        wish.name(
                                protocol,
                                String.valueOf(port.port().port()),
                                port.family().label()))
                .set(SimulatedKinds.PROTOCOL, protocol)
                .set(DocumentKinds.FRONTEND, frontend.id())
                .set(DocumentKinds.FRONTEND_PORT, (long) port.port().port())
                .set(SimulatedKinds.BACKEND_POOL, add(pool(port)).id())
                .set(
                        SimulatedKinds.SESSION_AFFINITY,
                        wish.service().sessionAffinity().apiName());
        if (port.mode() == BackendMode.POD_IP) {
            rule.unset(DocumentKinds.BACKEND_PORT);
        } else {
            port.port().nodePort().ifPresent(number -> rule.set(DocumentKinds.BACKEND_PORT, (long) number));
        }
        if (probe.isPresent() || !wish.isCheckUnknown(port)) {
            ServiceWish.setOrUnset(rule, SimulatedKinds.HEALTH_CHECK, probe.map(Resource::id));
        }
        add(rule.build());
    }

    private Resource pool(PortBackends port) {
        return wish.ours(DocumentKinds.POOL_KIND, nameOfPool(port))
                .set(SimulatedKinds.MODE, port.mode().label())
                .set(SimulatedKinds.IP_FAMILY, port.family().label())
                .members(port.knownMembers())
                .membersCoverage(port.coverage())
                .build();
    }

    private String nameOfPool(PortBackends port) {
        return wish.name(
                port.port().protocol().name(),
                String.valueOf(port.port().port()),
                port.mode().label(),
                port.family().label());
    }

    private Resource probe(HealthCheck check, PortBackends port) {
        return wish.healthCheck(DocumentKinds.PROBE_KIND, check, nameOfPool(port))
                .set(SimulatedKinds.CHECK_PROTOCOL, check.protocol().name())
                .build();
    }
}
