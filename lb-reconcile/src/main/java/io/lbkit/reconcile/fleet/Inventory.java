package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.Unread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was observed, by id and by Service, with shared member sets. Not thread-safe. */
final class Inventory {
    private final String clusterId;
    private final SharedSets sets;
    private final SortedMap<ResourceId, Found> objects = new TreeMap<>();
    private final Map<ServiceKey, Set<ResourceId>> byService = new HashMap<>();
    private final Set<ResourceId> ofCluster = new TreeSet<>();
    private CloudFacts facts = CloudFacts.none();
    private List<Unread> unread = List.of();
    private @Nullable Observation whole;

    /**
     * What an observation changed.
     *
     * @param general whether facts, or what could be read, differ, or objects that all Services share
     * @param services the Services whose objects differ
     * @param ids the ids under which something differs
     */
    record Difference(boolean general, Set<ServiceKey> services, Set<ResourceId> ids) {}

    Inventory(String clusterId, SharedSets sets) {
        this.clusterId = clusterId;
        this.sets = sets;
    }

    /** Everything is as observed now. */
    Difference replace(Observation seen) {
        boolean general = !facts.equals(seen.facts()) || !unread.equals(seen.unread());
        facts = seen.facts();
        unread = seen.unread();
        return merge(seen, id -> true, general);
    }

    /** Only what the condition names is as observed now, and what was observed besides; what could not be read adds up. */
    Difference refresh(Observation seen, Predicate<ResourceId> covered) {
        Set<Unread> all = new HashSet<>(unread);
        boolean general = !facts.equals(seen.facts()) || !all.containsAll(seen.unread());
        if (general) {
            List<Unread> united = new ArrayList<>(unread);
            seen.unread().stream().filter(all::add).forEach(united::add);
            unread = List.copyOf(united);
        }
        facts = seen.facts();
        return merge(seen, id -> covered.test(id) && seen.knows(id), general);
    }

    private Difference merge(Observation seen, Predicate<ResourceId> covered, boolean general) {
        SortedMap<ResourceId, Found> next = found(seen);
        Set<ResourceId> candidates = new TreeSet<>(next.keySet());
        objects.keySet().stream().filter(covered).forEach(candidates::add);
        Set<ServiceKey> services = new TreeSet<>();
        Set<ResourceId> ids = new TreeSet<>();
        boolean shared = false;
        for (ResourceId id : candidates) {
            Found before = objects.getOrDefault(id, Found.NOTHING);
            Found after = next.getOrDefault(id, Found.NOTHING);
            if (!before.isSameAs(after)) {
                ids.add(id);
                shared |= isOfCluster(before) || isOfCluster(after);
                services.addAll(owners(before));
                services.addAll(owners(after));
                put(id, before, after);
            }
        }
        if (!ids.isEmpty() || general) {
            whole = null;
        }
        return new Difference(general || shared, services, ids);
    }

    private SortedMap<ResourceId, Found> found(Observation seen) {
        Map<ResourceId, List<Resource>> superseded = new HashMap<>();
        seen.superseded()
                .forEach(old -> superseded
                        .computeIfAbsent(old.id(), id -> new ArrayList<>())
                        .add(sets.shared(old)));
        Set<ResourceId> ids = new HashSet<>(superseded.keySet());
        seen.actual().resources().forEach(resource -> ids.add(resource.id()));
        ids.addAll(seen.health().keySet());
        ids.addAll(seen.traffic().keySet());
        SortedMap<ResourceId, Found> found = new TreeMap<>();
        for (ResourceId id : ids) {
            found.put(
                    id,
                    new Found(
                            seen.actual().get(id).map(sets::shared),
                            superseded.getOrDefault(id, List.of()),
                            Optional.ofNullable(seen.health().get(id)).map(sets::shared),
                            Optional.ofNullable(seen.traffic().get(id))));
        }
        return found;
    }

    private void put(ResourceId id, Found before, Found after) {
        owners(before).forEach(service -> {
            Set<ResourceId> own = byService.getOrDefault(service, new HashSet<>());
            own.remove(id);
            if (own.isEmpty()) {
                byService.remove(service);
            }
        });
        owners(after)
                .forEach(service ->
                        byService.computeIfAbsent(service, s -> new HashSet<>()).add(id));
        ofCluster.remove(id);
        if (isOfCluster(after)) {
            ofCluster.add(id);
        }
        objects.put(id, after);
        if (after.equals(Found.NOTHING)) {
            objects.remove(id);
        }
    }

    private Set<ServiceKey> owners(Found found) {
        Set<ServiceKey> services = new HashSet<>();
        found.owners()
                .filter(owner -> owner.cluster().equals(clusterId))
                .forEach(owner -> owner.service().ifPresent(services::add));
        return services;
    }

    private boolean isOfCluster(Found found) {
        return found.owners().anyMatch(Owner.ofCluster(clusterId)::equals);
    }

    /** The ids of objects that carry the mark of the whole cluster. */
    Set<ResourceId> ofCluster() {
        return ofCluster;
    }

    /** The Services whose mark an object carries. */
    Set<ServiceKey> services() {
        return byService.keySet();
    }

    /** The ids of the objects that carry the mark of a Service. */
    Set<ResourceId> ofService(ServiceKey service) {
        return byService.getOrDefault(service, Set.of());
    }

    Found get(ResourceId id) {
        return objects.getOrDefault(id, Found.NOTHING);
    }

    CloudFacts facts() {
        return facts;
    }

    boolean knows(ResourceId id) {
        return unread.stream().noneMatch(part -> part.covers(id));
    }

    /** Some objects, besides those of the whole cluster, as an observation. */
    Observation of(Collection<ResourceId> ids) {
        Set<ResourceId> all = new TreeSet<>(ids);
        all.addAll(ofCluster);
        return observation(all);
    }

    Observation whole() {
        if (whole == null) {
            whole = observation(objects.keySet());
        }
        return whole;
    }

    private Observation observation(Set<ResourceId> ids) {
        Observation.Builder observation = Observation.builder().facts(facts).unread(unread);
        List<Resource> actual = new ArrayList<>();
        for (ResourceId id : ids) {
            Found found = get(id);
            found.actual().ifPresent(actual::add);
            observation.addAllSuperseded(found.superseded());
            found.health().ifPresent(health -> observation.putHealth(id, health));
            found.traffic().ifPresent(traffic -> observation.putTraffic(id, traffic));
        }
        return observation.actual(ResourceGraph.of(actual)).build();
    }
}
