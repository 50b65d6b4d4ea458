package io.lbkit.testkit.cloud;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.HealthCheck;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resources of a Service in a cloud of many small objects: a chain for each protocol and family, and firewall rules. */
final class SmallObjects {
    private final ServiceWish wish;
    private final List<Resource> made = new ArrayList<>();

    private SmallObjects(ServiceWish wish) {
        this.wish = wish;
    }

    static List<Resource> all(ServiceWish wish, Optional<IpAddress> requestedAddress) {
        SmallObjects objects = new SmallObjects(wish);
        wish.service().effectiveFamilies().forEach(objects::firewallRule);
        Optional<IpAddress> left = requestedAddress;
        for (List<PortBackends> ports : objects.byProtocol().values()) {
            IpFamily family = ports.get(0).family();
            objects.chain(ports, left.filter(address -> address.family() == family));
            left = left.filter(address -> address.family() != family);
        }
        return objects.made;
    }

    /** Ports with a common protocol and family have one rule, in the order of their names. */
    private SortedMap<String, List<PortBackends>> byProtocol() {
        SortedMap<String, List<PortBackends>> groups = new TreeMap<>();
        for (PortBackends port : wish.backends().ports()) {
            Protocol protocol = port.port().protocol();
            groups.computeIfAbsent(protocol + "-" + port.family().label(), name -> new ArrayList<>())
                    .add(port);
        }
        return groups;
    }

    private Resource add(Resource resource) {
        if (made.stream().noneMatch(known -> known.id().equals(resource.id()))) {
            made.add(resource);
        }
        return resource;
    }

    private void firewallRule(IpFamily family) {
        add(wish.ours(SmallObjectKinds.FIREWALL_RULE_KIND, wish.name(family.label()))
                .set(SimulatedKinds.IP_FAMILY, family.label())
                .set(SimulatedKinds.SOURCE_RANGES, wish.sourceRanges(family))
                .set(SimulatedKinds.PORTS, wish.ports())
                .build());
    }

    private void chain(List<PortBackends> ports, Optional<IpAddress> address) {
        PortBackends first = ports.get(0);
        String protocol = first.port().protocol().name();
        String family = first.family().label();
        Resource group = add(group(ports));
        Optional<Resource> check = first.healthCheck().map(wanted -> add(healthCheck(wanted, first)));
        Resource.Builder service = wish.ours(SmallObjectKinds.BACKEND_SERVICE_KIND, wish.name(protocol, family))
                .set(SimulatedKinds.SCHEME, wish.scheme())
                .set(SimulatedKinds.PROTOCOL, protocol)
                .set(SmallObjectKinds.GROUP, group.id())
                .set(
                        SimulatedKinds.SESSION_AFFINITY,
                        wish.service().sessionAffinity().apiName())
                .set(SimulatedKinds.DRAIN_SECONDS, ServiceWish.DRAIN_SECONDS);
        if (check.isPresent() || !wish.isCheckUnknown(first)) {
            ServiceWish.setOrUnset(service, SimulatedKinds.HEALTH_CHECK, check.map(Resource::id));
        }
        Resource.Builder rule = wish.ours(SmallObjectKinds.FORWARDING_RULE_KIND, wish.name(protocol, family))
                .set(SimulatedKinds.SCHEME, wish.scheme())
                .set(SimulatedKinds.IP_FAMILY, family)
                .set(SimulatedKinds.PROTOCOL, protocol)
                .set(SmallObjectKinds.PORTS, numbers(ports))
                .set(SmallObjectKinds.BACKEND_SERVICE, add(service.build()).id())
                .addAfter(made.get(0).id());
        address.map(IpAddress::toString)
                .or(() -> held(rule.build()))
                .ifPresent(wanted -> rule.set(SmallObjectKinds.ADDRESS, wanted));
        add(rule.build());
    }

    private static SortedSet<String> numbers(List<PortBackends> ports) {
        SortedSet<String> numbers = new TreeSet<>();
        ports.forEach(port -> numbers.add(String.valueOf(port.port().port())));
        return numbers;
    }

    /** An address that a replacement held when the process died is the one that clients know. */
    private Optional<String> held(Resource rule) {
        return wish.request()
                .observation()
                .actual()
                .get(SmallObjectKinds.hold(rule).id())
                .filter(hold -> hold.owners().contains(wish.request().owner()))
                .flatMap(hold -> hold.get(SmallObjectKinds.ADDRESS));
    }

    private Resource group(List<PortBackends> ports) {
        PortBackends first = ports.get(0);
        Optional<MemberSet> members = Optional.of(MemberSet.empty());
        Coverage coverage = first.coverage();
        for (PortBackends port : ports) {
            members = members.flatMap(known -> port.knownMembers().map(known::union));
            coverage = port.coverage() == Coverage.COMPLETE ? coverage : port.coverage();
        }
        return wish.ours(SmallObjectKinds.GROUP_KIND, nameOfGroup(first))
                .set(SimulatedKinds.MODE, first.mode().label())
                .set(SimulatedKinds.IP_FAMILY, first.family().label())
                .members(members)
                .membersCoverage(coverage)
                .build();
    }

    private String nameOfGroup(PortBackends port) {
        return wish.name(
                port.port().protocol().name(),
                port.mode().label(),
                port.family().label());
    }

    private Resource healthCheck(HealthCheck check, PortBackends port) {
        return wish.healthCheck(SmallObjectKinds.HEALTH_CHECK_KIND, check, nameOfGroup(port))
                .set(SmallObjectKinds.CHECK_TYPE, check.protocol().name())
                .build();
    }
}
