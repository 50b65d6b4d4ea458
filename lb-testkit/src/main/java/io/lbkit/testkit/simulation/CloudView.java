package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The objects of the cloud at one time, by how traffic goes through them. Immutable. */
final class CloudView {
    private final List<Resource> objects;
    private final Map<ResourceId, Resource> byReference = new HashMap<>();
    private final Map<String, Resource> byCloudId = new HashMap<>();
    private final Map<IpAddress, Frontend> frontends = new HashMap<>();

    /**
     * A load balancer with what belongs to it.
     *
     * @param loadBalancer the load balancer
     * @param firewalls its firewalls
     * @param listeners its listeners
     */
    record Frontend(Resource loadBalancer, List<Firewall> firewalls, List<Listener> listeners) {
        Optional<Listener> listener(int port) {
            return listeners.stream()
                    .filter(listener -> listener.resource()
                            .get(SimulatedKinds.LISTENER_PORT)
                            .filter(number -> number == port)
                            .isPresent())
                    .findFirst();
        }
    }

    /**
     * Who may use what.
     *
     * @param sources the clients
     * @param ports protocols and ports
     */
    record Firewall(CidrSet sources, Set<String> ports) {
        static Firewall of(Resource firewall) {
            Set<String> sources = firewall.get(SimulatedKinds.SOURCE_RANGES).orElseGet(TreeSet::new);
            return new Firewall(
                    CidrSet.of(sources.stream().map(Cidr::parse).toList()),
                    firewall.get(SimulatedKinds.PORTS).orElseGet(TreeSet::new));
        }

        boolean admits(IpAddress client, int port) {
            return sources.contains(client) && ports.contains("TCP/" + port);
        }
    }

    /**
     * A listener with where it leads.
     *
     * @param resource the listener
     * @param pool its pool, if it has one
     */
    record Listener(Resource resource, Optional<Resource> pool) {}

    CloudView(List<Resource> objects) {
        this.objects = List.copyOf(objects);
        for (Resource object : objects) {
            object.cloudId().ifPresent(id -> byCloudId.put(id, object));
            byReference.put(object.id(), object);
            object.cloudId()
                    .ifPresent(
                            id -> byReference.put(new ResourceId(object.kind().name(), id), object));
        }
        Map<Resource, Frontend> all = new HashMap<>();
        for (Resource object : objects) {
            if (object.kind().equals(SimulatedKinds.LOAD_BALANCER_KIND)) {
                Frontend frontend = new Frontend(object, new ArrayList<>(), new ArrayList<>());
                all.put(object, frontend);
                address(object, SimulatedKinds.IP_ADDRESS).ifPresent(address -> frontends.put(address, frontend));
                address(object, SimulatedKinds.IPV6_ADDRESS).ifPresent(address -> frontends.put(address, frontend));
            }
        }
        objects.forEach(object -> follow(object, SimulatedKinds.LOAD_BALANCER)
                .map(all::get)
                .ifPresent(frontend -> attach(object, frontend)));
    }

    private void attach(Resource object, Frontend frontend) {
        if (object.kind().equals(SimulatedKinds.FIREWALL_KIND)) {
            frontend.firewalls().add(Firewall.of(object));
        } else if (object.kind().equals(SimulatedKinds.LISTENER_KIND)) {
            frontend.listeners().add(new Listener(object, follow(object, SimulatedKinds.BACKEND_POOL)));
        }
    }

    private static Optional<IpAddress> address(Resource object, Attribute<String> attribute) {
        return object.get(attribute).map(IpAddress::parse);
    }

    private Optional<Resource> follow(Resource object, Attribute<ResourceId> reference) {
        return object.kind().attribute(reference.name()).isPresent()
                ? object.get(reference).map(byReference::get)
                : Optional.empty();
    }

    List<Resource> objects() {
        return objects;
    }

    List<Resource> pools() {
        return objects.stream()
                .filter(object -> object.kind().equals(SimulatedKinds.BACKEND_POOL_KIND))
                .toList();
    }

    Optional<Frontend> at(IpAddress address) {
        return Optional.ofNullable(frontends.get(address));
    }

    Optional<Resource> check(Resource pool) {
        return follow(pool, SimulatedKinds.HEALTH_CHECK);
    }

    Optional<Resource> byCloudId(String cloudId) {
        return Optional.ofNullable(byCloudId.get(cloudId));
    }

    static MemberSet members(Resource pool) {
        return pool.members().orElse(MemberSet.empty());
    }
}
