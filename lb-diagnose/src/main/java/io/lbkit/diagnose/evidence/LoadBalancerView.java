package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.ServedPort;
import java.util.ArrayDeque;
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
        return owned.stream().filter(resource -> resource.kind().role() == role).toList();
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
        List<Resource> pools = saysPorts() ? behind(listeners(port, family)) : of(Role.BACKEND_POOL);
        return pools.size() == 1 ? Optional.of(pools.get(0)) : Optional.empty();
    }

    /** The pools that lie behind listeners, through whatever stands between. */
    private List<Resource> behind(List<Resource> listeners) {
        TreeMap<ResourceId, Resource> pools = new TreeMap<>();
        Deque<Resource> open = new ArrayDeque<>(listeners);
        SortedSet<ResourceId> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            Resource next = open.remove();
            if (!seen.add(next.id())) {
                continue;
            }
            if (next.kind().role() == Role.BACKEND_POOL) {
                pools.put(next.id(), next);
            } else {
                next.dependsOn().forEach(id -> graph.get(id).ifPresent(open::add));
            }
        }
        return List.copyOf(pools.values());
    }
}
