package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.ServedPort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the cloud has of one Service, in neutral terms. Immutable.
 *
 * @param graph everything that was observed
 * @param owned the objects that carry the mark of the Service
 * @param complete whether all of the cloud could be read, so that what is not there does not exist
 */
public record LoadBalancerView(ResourceGraph graph, List<Resource> owned, boolean complete) {
    /**
     * Copies the list.
     *
     * @param graph everything that was observed
     * @param owned the objects that carry the mark of the Service
     * @param complete whether all of the cloud could be read, so that what is not there does not exist
     */
    public LoadBalancerView {
        owned = List.copyOf(owned);
    }

    /**
     * {@return the objects of a role}
     *
     * @param role the role
     */
    public List<Resource> of(Role role) {
        return of(role, owned);
    }

    /** {@return the addresses and names that clients find it by, as far as they are known} */
    public SortedSet<String> published() {
        SortedSet<String> published = new TreeSet<>();
        for (Resource resource : owned) {
            resource.kind().publishes().ifPresent(names -> published.addAll(names.apply(resource)));
        }
        return published;
    }

    /** {@return whether the cloud's objects say which ports they serve} */
    public boolean saysPorts() {
        return owned.stream().anyMatch(resource -> resource.kind().serves().isPresent());
    }

    /**
     * {@return the objects that accept connections on a port}
     *
     * @param port the Service port
     * @param family the family
     */
    public List<Resource> listeners(ServicePort port, IpFamily family) {
        return owned.stream()
                .filter(resource -> served(resource).stream()
                        .anyMatch(served -> served.serves(port.protocol(), port.port(), family)))
                .toList();
    }

    private static SortedSet<ServedPort> served(Resource resource) {
        return resource.kind().serves().map(ports -> ports.apply(resource)).orElseGet(TreeSet::new);
    }

    /**
     * The pool that the connections to a port go to.
     *
     * @param port the Service port
     * @param family the family
     * @return the pool; nothing if there is none, or if it cannot be told which one it is
     */
    public Optional<Resource> pool(ServicePort port, IpFamily family) {
        List<Resource> pools = of(Role.BACKEND_POOL, serving(port, family));
        return pools.size() == 1 ? Optional.of(pools.get(0)) : Optional.empty();
    }

    /**
     * The object that says how soon the load balancer notices that a member behind a port fails.
     *
     * @param port the Service port
     * @param family the family
     * @return the check; nothing if it is not known, or if there are several
     */
    public Optional<ObservedCheck> check(ServicePort port, IpFamily family) {
        List<ObservedCheck> checks = new ArrayList<>();
        for (Resource resource : serving(port, family)) {
            resource.kind()
                    .checks()
                    .flatMap(timing -> timing.apply(resource))
                    .ifPresent(timing -> checks.add(new ObservedCheck(resource.id(), timing)));
        }
        return checks.size() == 1 ? Optional.of(checks.get(0)) : Optional.empty();
    }

    /**
     * Whether connections to a port that came in one zone go to the members of every zone.
     *
     * @param port the Service port
     * @param family the family
     * @return whether they do; nothing if it is not known, or not the same everywhere
     */
    public Optional<Boolean> crossesZones(ServicePort port, IpFamily family) {
        List<Resource> serving = serving(port, family);
        return crossing(of(Role.BACKEND_POOL, serving))
                .or(() -> crossing(serving.stream()
                        .filter(resource -> resource.kind().role() != Role.BACKEND_POOL)
                        .toList()));
    }

    private static Optional<Boolean> crossing(List<Resource> resources) {
        List<Boolean> said = resources.stream()
                .flatMap(resource ->
                        resource.kind().crossesZones().stream().flatMap(crossing -> crossing.apply(resource).stream()))
                .distinct()
                .toList();
        return said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty();
    }

    /** {@return the zones in which the load balancer takes connections; none if they are not known} */
    public SortedSet<String> zones() {
        SortedSet<String> zones = new TreeSet<>();
        for (Resource resource : owned) {
            resource.kind().zones().ifPresent(of -> zones.addAll(of.apply(resource)));
        }
        return zones;
    }

    private static List<Resource> of(Role role, List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.kind().role() == role)
                .toList();
    }

    /** What has to do with a port: the listeners and whatever they lead to; everything if no object says its ports. */
    private List<Resource> serving(ServicePort port, IpFamily family) {
        if (!saysPorts()) {
            return owned;
        }
        TreeMap<ResourceId, Resource> reached = new TreeMap<>();
        Deque<Resource> open = new ArrayDeque<>(listeners(port, family));
        while (!open.isEmpty()) {
            Resource next = open.remove();
            if (reached.putIfAbsent(next.id(), next) == null) {
                next.dependsOn().forEach(id -> graph.get(id).ifPresent(open::add));
            }
        }
        return List.copyOf(reached.values());
    }
}
