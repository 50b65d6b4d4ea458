package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Differ;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Services want of objects that the whole cluster shares, such as one health check for all nodes. As long as all want
 * the same and it is there, these objects link nobody: a change of one Service cannot need a change of them. Not thread-safe.
 */
final class SharedWishes {
    private final Owner owner;
    private final Map<ServiceKey, List<Resource>> byService = new HashMap<>();
    private final Map<ResourceId, Map<Resource, Integer>> wishes = new HashMap<>();

    SharedWishes(String clusterId) {
        this.owner = Owner.ofCluster(clusterId);
    }

    /** A Service wants these resources, of which those count that the cluster shares. */
    void wants(ServiceKey service, List<Resource> resources, Set<ResourceId> ofCluster) {
        List<Resource> shared = resources.stream()
                .filter(resource -> resource.owners().contains(owner) || ofCluster.contains(resource.id()))
                .toList();
        List<Resource> before = byService.getOrDefault(service, List.of());
        if (!before.equals(shared)) {
            before.forEach(this::uncount);
            shared.forEach(wish ->
                    wishes.computeIfAbsent(wish.id(), id -> new HashMap<>()).merge(wish, 1, Integer::sum));
            if (shared.isEmpty()) {
                byService.remove(service);
            } else {
                byService.put(service, shared);
            }
        }
    }

    private void uncount(Resource wish) {
        wishes.computeIfPresent(wish.id(), (id, counts) -> {
            counts.computeIfPresent(wish, (same, count) -> count == 1 ? null : count - 1);
            return counts.isEmpty() ? null : counts;
        });
    }

    /** The ids of the objects that somebody wants to share with the whole cluster, or that exist so. */
    Set<ResourceId> ids(Inventory inventory) {
        Set<ResourceId> ids = new TreeSet<>(inventory.ofCluster());
        wishes.forEach((id, counts) -> {
            if (counts.keySet().stream().anyMatch(wish -> wish.owners().contains(owner))) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Whether every shared object is exactly as everybody wants it, and nothing else is shared. */
    boolean areMet(Inventory inventory) {
        return ids(inventory).stream().allMatch(id -> isMet(id, inventory));
    }

    private boolean isMet(ResourceId id, Inventory inventory) {
        Set<Resource> wanted = wishes.getOrDefault(id, Map.of()).keySet();
        Found found = inventory.get(id);
        return wanted.size() == 1
                && inventory.knows(id)
                && found.superseded().isEmpty()
                && found.actual()
                        .filter(existing -> existing.owners().equals(Set.of(owner)))
                        .filter(existing -> Differ.diff(ResourceGraph.of(wanted), ResourceGraph.of(existing))
                                .isEmpty())
                        .isPresent();
    }
}
