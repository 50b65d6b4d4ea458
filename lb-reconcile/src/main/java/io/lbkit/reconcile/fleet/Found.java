package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.RecentTraffic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was observed under one id.
 *
 * @param actual the object
 * @param superseded objects whose place it has taken
 * @param health the health of its members, if it is reported
 * @param traffic its recent traffic, if it is counted
 */
record Found(
        Optional<Resource> actual,
        List<Resource> superseded,
        Optional<Map<MemberKey, MemberHealth>> health,
        Optional<RecentTraffic> traffic) {
    static final Found NOTHING = new Found(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    Found {
        superseded = List.copyOf(superseded);
    }

    private Stream<Resource> objects() {
        return Stream.concat(actual.stream(), superseded.stream());
    }

    Stream<Owner> owners() {
        return objects().flatMap(object -> object.owners().stream());
    }

    /** Its own id, what it refers to, and what references to a superseded object name. */
    Set<ResourceId> links(ResourceId id) {
        Set<ResourceId> links = new HashSet<>();
        links.add(id);
        objects().forEach(object -> links.addAll(object.dependsOn()));
        superseded.forEach(object -> links.add(Observation.supersededId(object)));
        return links;
    }

    /** Resources are equal without the cloud's ids, versions and marks; here these count. */
    boolean isSameAs(Found other) {
        return equals(other)
                && actual.map(Found::stored).equals(other.actual.map(Found::stored))
                && superseded.stream()
                        .map(Found::stored)
                        .toList()
                        .equals(other.superseded.stream().map(Found::stored).toList());
    }

    private static List<Object> stored(Resource resource) {
        return List.of(resource.cloudId(), resource.revision(), resource.applied());
    }
}
