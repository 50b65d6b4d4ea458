package io.lbkit.model.resource;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cloud objects by their ids, with their dependencies. Immutable; iteration is in the order of ids.
 *
 * <p>Graphs of different Services {@linkplain #merge merge}: an object that both have gets both owners, the union of its
 * members and of the attributes that are united when shared. Merging is associative, commutative and idempotent. Where two
 * wishes contradict each other, the smaller value stands for the time being and a {@link MergeConflict} tells of all of them.
 */
public final class ResourceGraph {
    private static final ResourceGraph EMPTY = new ResourceGraph(new TreeMap<>(), new TreeMap<>());

    private final SortedMap<ResourceId, Resource> resources;
    private final SortedMap<ConflictKey, MergeConflict> conflicts;

    private record ConflictKey(ResourceId resource, String attribute) implements Comparable<ConflictKey> {
        @Override
        public int compareTo(ConflictKey other) {
            int byResource = resource.compareTo(other.resource);
            return byResource != 0 ? byResource : attribute.compareTo(other.attribute);
        }
    }

    private ResourceGraph(SortedMap<ResourceId, Resource> resources, SortedMap<ConflictKey, MergeConflict> conflicts) {
        this.resources = Collections.unmodifiableSortedMap(resources);
        this.conflicts = Collections.unmodifiableSortedMap(conflicts);
    }

    /** {@return the graph without a resource} */
    public static ResourceGraph empty() {
        return EMPTY;
    }

    /**
     * A graph of resources.
     *
     * @param resources the resources, in any order; equal ids merge
     * @return the graph
     * @throws InvalidValueException if the dependencies form a cycle
     */
    public static ResourceGraph of(Collection<Resource> resources) {
        Merge merge = new Merge();
        resources.forEach(merge::add);
        return merge.graph();
    }

    /**
     * A graph of resources.
     *
     * @param resources the resources, in any order; equal ids merge
     * @return the graph
     * @throws InvalidValueException if the dependencies form a cycle
     */
    public static ResourceGraph of(Resource... resources) {
        return of(List.of(resources));
    }

    /**
     * Checks that resources do not need each other in a circle.
     *
     * @param resources the resources
     * @throws InvalidValueException if they do; the message names those in the circle and those that need them
     */
    public static void requireAcyclic(Collection<Resource> resources) {
        SortedMap<ResourceId, Resource> byId = new TreeMap<>();
        resources.forEach(resource -> byId.put(resource.id(), resource));
        order(byId);
    }

    /**
     * The union of graphs.
     *
     * @param graphs the graphs, in any order
     * @return the union
     * @throws InvalidValueException if the dependencies of the union form a cycle
     */
    public static ResourceGraph merge(Collection<ResourceGraph> graphs) {
        Merge merge = new Merge();
        graphs.forEach(merge::add);
        return merge.graph();
    }

    /**
     * The union with another graph.
     *
     * @param other the other graph
     * @return the union
     * @throws InvalidValueException if the dependencies of the union form a cycle
     */
    public ResourceGraph merge(ResourceGraph other) {
        return merge(List.of(this, other));
    }

    /** {@return the resources in the order of their ids} */
    public Collection<Resource> resources() {
        return resources.values();
    }

    /** {@return the ids in order} */
    public SortedSet<ResourceId> ids() {
        return new TreeSet<>(resources.keySet());
    }

    /**
     * {@return a resource}
     *
     * @param id its id
     */
    public Optional<Resource> get(ResourceId id) {
        return Optional.ofNullable(resources.get(id));
    }

    /** {@return whether there is no resource} */
    public boolean isEmpty() {
        return resources.isEmpty();
    }

    /** {@return contradicting wishes for shared objects, sorted} */
    public Collection<MergeConflict> conflicts() {
        return conflicts.values();
    }

    /**
     * {@return the resources so that each comes after those of this graph that it depends on; otherwise in the order of ids}
     */
    public List<Resource> inDependencyOrder() {
        return order(resources);
    }

    private static List<Resource> order(SortedMap<ResourceId, Resource> resources) {
        Map<ResourceId, Integer> waiting = new HashMap<>();
        Map<ResourceId, List<ResourceId>> dependants = new HashMap<>();
        SortedSet<ResourceId> ready = new TreeSet<>();
        for (Resource resource : resources.values()) {
            int count = 0;
            for (ResourceId needed : resource.dependsOn()) {
                if (resources.containsKey(needed)) {
                    count++;
                    dependants.computeIfAbsent(needed, id -> new ArrayList<>()).add(resource.id());
                }
            }
            waiting.put(resource.id(), count);
            if (count == 0) {
                ready.add(resource.id());
            }
        }
        List<Resource> ordered = new ArrayList<>(resources.size());
        while (!ready.isEmpty()) {
            ResourceId next = ready.first();
            ready.remove(next);
            Resource resource = resources.get(next);
            if (resource != null) {
                ordered.add(resource);
            }
            for (ResourceId dependant : dependants.getOrDefault(next, List.of())) {
                if (waiting.merge(dependant, -1, Integer::sum) == 0) {
                    ready.add(dependant);
                }
            }
        }
        if (ordered.size() < resources.size()) {
            SortedSet<ResourceId> cycle = new TreeSet<>(resources.keySet());
            ordered.forEach(resource -> cycle.remove(resource.id()));
            throw InvalidValueException.of("dependsOn", cycle, "resources cannot depend on each other in a circle");
        }
        return ordered;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceGraph graph
                && resources.equals(graph.resources)
                && conflicts.equals(graph.conflicts);
    }

    @Override
    public int hashCode() {
        return 31 * resources.hashCode() + conflicts.hashCode();
    }

    @Override
    public String toString() {
        return "ResourceGraph" + resources.keySet();
    }

    /** Collects resources; equal ids are united attribute by attribute. */
    private static final class Merge {
        private final SortedMap<ResourceId, Resource> resources = new TreeMap<>();
        private final SortedMap<ConflictKey, SortedSet<SpecValue>> conflicts = new TreeMap<>();

        void add(ResourceGraph graph) {
            graph.conflicts.forEach((key, conflict) -> {
                Resource contested = graph.resources.get(key.resource());
                if (contested != null) {
                    settle(contested, key.attribute(), conflict.wishes());
                }
            });
            graph.resources.values().forEach(this::add);
        }

        void add(Resource resource) {
            Resource known = resources.get(resource.id());
            resources.put(resource.id(), known == null || known.equals(resource) ? resource : unite(known, resource));
        }

        private Resource unite(Resource one, Resource other) {
            Resource.Builder united = Resource.builder().from(one);
            united.addAllOwners(other.owners()).addAllAfter(other.after());
            united.membersCoverage(one.membersCoverage().and(other.membersCoverage()));
            if (one.members().isPresent() && other.members().isPresent()) {
                united.members(one.members().get().union(other.members().get()));
            } else {
                united.members(one.members().or(other::members));
            }
            SortedMap<String, SpecValue> spec = new TreeMap<>(one.spec());
            other.spec().forEach((name, value) -> {
                SpecValue mine = one.spec().get(name);
                spec.put(
                        name,
                        mine == null
                                ? value
                                : settle(one, name, List.of(mine, value)).first());
            });
            return united.spec(spec).build();
        }

        /** Adds wishes to those that are known to contradict each other, if there are any; the smallest one stands. */
        private SortedSet<SpecValue> settle(Resource resource, String name, Collection<SpecValue> wishes) {
            ConflictKey key = new ConflictKey(resource.id(), name);
            SortedSet<SpecValue> all = new TreeSet<>(conflicts.getOrDefault(key, new TreeSet<>()));
            all.addAll(wishes);
            SortedSet<SpecValue> settled = resource.kind()
                    .attribute(name)
                    .map(attribute -> attribute.settled(all))
                    .orElse(all);
            if (settled.size() > 1) {
                conflicts.put(key, settled);
            }
            return settled;
        }

        ResourceGraph graph() {
            order(resources);
            SortedMap<ConflictKey, MergeConflict> told = new TreeMap<>();
            conflicts.forEach(
                    (key, wishes) -> told.put(key, new MergeConflict(key.resource(), key.attribute(), wishes)));
            return resources.isEmpty() ? EMPTY : new ResourceGraph(resources, told);
        }
    }
}
