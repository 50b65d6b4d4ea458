package io.lbkit.reconcile.guard;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * What takes traffic: a listener, or what one refers to, itself or through others. That is a backend service, but not an alarm.
 * Immutable.
 */
final class TrafficTakers {
    private final Set<ResourceId> takers;

    private TrafficTakers(Set<ResourceId> takers) {
        this.takers = takers;
    }

    static TrafficTakers of(ResourceGraph graph) {
        Collection<Resource> resources = graph.resources();
        Set<ResourceId> takers = new HashSet<>();
        Deque<Resource> open = new ArrayDeque<>();
        resources.stream().filter(TrafficTakers::isFront).forEach(front -> {
            takers.add(front.id());
            open.add(front);
        });
        while (!open.isEmpty()) {
            open.remove().dependsOn().stream()
                    .filter(takers::add)
                    .flatMap(id -> graph.get(id).stream())
                    .forEach(open::add);
        }
        return new TrafficTakers(takers);
    }

    private static boolean isFront(Resource resource) {
        return resource.kind().role() == Role.LISTENER || resource.kind().serves().isPresent();
    }

    boolean contains(Resource resource) {
        return isFront(resource) || takers.contains(resource.id());
    }
}
