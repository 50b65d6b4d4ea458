package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.ResourceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which Services have to do with which objects: they want them, own them, or have something that refers to them. Services that
 * are linked through an object are planned together. Not thread-safe.
 */
final class Links {
    private final Map<ServiceKey, Set<ResourceId>> wanted = new HashMap<>();
    private final Map<ServiceKey, Set<ResourceId>> owned = new HashMap<>();
    private final Map<ResourceId, Set<ServiceKey>> users = new HashMap<>();

    /**
     * Services that are planned together.
     *
     * @param services the Services
     * @param ids the objects that link them, and those that the whole cluster shares and they have to do with
     */
    record Component(SortedSet<ServiceKey> services, SortedSet<ResourceId> ids) {}

    void wants(ServiceKey service, Set<ResourceId> ids) {
        relink(service, wanted, owned, ids);
    }

    void owns(ServiceKey service, Set<ResourceId> ids) {
        relink(service, owned, wanted, ids);
    }

    private void relink(
            ServiceKey service,
            Map<ServiceKey, Set<ResourceId>> side,
            Map<ServiceKey, Set<ResourceId>> otherSide,
            Set<ResourceId> ids) {
        Set<ResourceId> before = side.getOrDefault(service, Set.of());
        if (before.equals(ids)) {
            return;
        }
        Set<ResourceId> staying = otherSide.getOrDefault(service, Set.of());
        before.stream().filter(id -> !ids.contains(id) && !staying.contains(id)).forEach(id -> unlink(id, service));
        ids.forEach(id -> users.computeIfAbsent(id, i -> new HashSet<>(2)).add(service));
        if (ids.isEmpty()) {
            side.remove(service);
        } else {
            side.put(service, ids);
        }
    }

    private void unlink(ResourceId id, ServiceKey service) {
        Set<ServiceKey> all = users.getOrDefault(id, new HashSet<>());
        all.remove(service);
        if (all.isEmpty()) {
            users.remove(id);
        }
    }

    Set<ServiceKey> users(ResourceId id) {
        return users.getOrDefault(id, Set.of());
    }

    /** Everybody who is linked with a Service, directly or not, other than through objects of the whole cluster. */
    Component component(ServiceKey first, Set<ResourceId> ofCluster) {
        Component component = new Component(new TreeSet<>(), new TreeSet<>());
        Deque<ServiceKey> open = new ArrayDeque<>();
        open.add(first);
        component.services().add(first);
        while (!open.isEmpty()) {
            ServiceKey service = open.pop();
            follow(wanted.getOrDefault(service, Set.of()), ofCluster, component, open);
            follow(owned.getOrDefault(service, Set.of()), ofCluster, component, open);
        }
        return component;
    }

    private void follow(Set<ResourceId> ids, Set<ResourceId> ofCluster, Component component, Deque<ServiceKey> open) {
        for (ResourceId id : ids) {
            if (component.ids().add(id) && !ofCluster.contains(id)) {
                for (ServiceKey user : users(id)) {
                    if (component.services().add(user)) {
                        open.push(user);
                    }
                }
            }
        }
    }
}
