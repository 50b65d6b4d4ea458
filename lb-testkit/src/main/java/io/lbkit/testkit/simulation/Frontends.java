package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.testkit.cloud.DocumentKinds;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.cloud.SmallObjectKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds out what clients meet at each address, in a cloud of any shape. */
final class Frontends {
    private final CloudView cloud;
    private final Map<IpAddress, Frontend> all = new HashMap<>();

    Frontends(CloudView cloud) {
        this.cloud = cloud;
    }

    Map<IpAddress, Frontend> all() {
        for (Resource object : cloud.objects()) {
            if (object.kind().role() == Role.LOAD_BALANCER) {
                addresses(object).forEach(address -> put(address, object));
            }
        }
        cloud.objects().forEach(this::attach);
        return all;
    }

    private List<IpAddress> addresses(Resource loadBalancer) {
        Resource holder =
                cloud.follow(loadBalancer, DocumentKinds.PUBLIC_ADDRESS).orElse(loadBalancer);
        return SimulatedKinds.addresses(holder);
    }

    private void put(IpAddress address, Resource loadBalancer) {
        Frontend frontend = new Frontend(new ArrayList<>(), new ArrayList<>());
        all.put(address, frontend);
        if (loadBalancer.kind().equals(SmallObjectKinds.FORWARDING_RULE_KIND)) {
            Optional<Resource> service = cloud.follow(loadBalancer, SmallObjectKinds.BACKEND_SERVICE);
            frontend.listeners()
                    .add(new Frontend.Listener(
                            address.family(),
                            loadBalancer.get(SimulatedKinds.PROTOCOL).orElse(""),
                            loadBalancer
                                    .get(SmallObjectKinds.PORTS)
                                    .map(Set::copyOf)
                                    .orElse(Set.of()),
                            service.flatMap(found -> cloud.follow(found, SmallObjectKinds.GROUP)),
                            OptionalLong.empty()));
        }
        if (!loadBalancer.kind().equals(SimulatedKinds.LOAD_BALANCER_KIND)) {
            firewallsBeside(loadBalancer).forEach(frontend.firewalls()::add);
        }
    }

    /** Where a firewall refers to no load balancer, it is for the Service that it belongs to. */
    private List<Frontend.Firewall> firewallsBeside(Resource loadBalancer) {
        Optional<ServiceKey> service = service(loadBalancer);
        return cloud.objects().stream()
                .filter(object -> object.kind().role() == Role.FIREWALL)
                .filter(object -> service.isPresent() && service.equals(service(object)))
                .map(Frontend.Firewall::of)
                .toList();
    }

    private static Optional<ServiceKey> service(Resource object) {
        return object.owners().stream()
                .filter(owner -> owner.cluster().equals(Simulation.CLUSTER_ID))
                .flatMap(owner -> owner.service().stream())
                .findFirst();
    }

    private void attach(Resource object) {
        Optional<Resource> loadBalancer = cloud.follow(object, SimulatedKinds.LOAD_BALANCER)
                .or(() -> cloud.follow(object, DocumentKinds.FRONTEND));
        for (IpAddress address : loadBalancer.map(this::addresses).orElse(List.of())) {
            Frontend frontend = all.get(address);
            if (frontend != null && object.kind().role() == Role.FIREWALL) {
                frontend.firewalls().add(Frontend.Firewall.of(object));
            } else if (frontend != null && object.kind().role() == Role.LISTENER) {
                frontend.listeners().add(listener(object, address.family()));
            }
        }
    }

    private Frontend.Listener listener(Resource object, IpFamily family) {
        boolean inDocument = object.kind().equals(DocumentKinds.RULE_KIND);
        Optional<Resource> pool = cloud.follow(object, SimulatedKinds.BACKEND_POOL);
        Optional<Long> port =
                inDocument ? object.get(DocumentKinds.FRONTEND_PORT) : object.get(SimulatedKinds.LISTENER_PORT);
        Optional<Long> nodePort = inDocument
                ? object.get(DocumentKinds.BACKEND_PORT)
                : pool.flatMap(found -> found.get(SimulatedKinds.POOL_PORT));
        return new Frontend.Listener(
                inDocument ? family : family(object),
                object.get(SimulatedKinds.PROTOCOL).orElse(""),
                port.map(number -> Set.of(Long.toString(number))).orElse(Set.of()),
                pool,
                nodePort.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static IpFamily family(Resource listener) {
        return listener.get(SimulatedKinds.IP_FAMILY)
                        .filter(IpFamily.IPV6.label()::equals)
                        .isPresent()
                ? IpFamily.IPV6
                : IpFamily.IPV4;
    }
}
