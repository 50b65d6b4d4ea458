package io.lbkit.testkit.cloud;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.model.resource.SpecValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An object of the cloud in one state. Immutable.
 *
 * @param cloudId the cloud's id
 * @param revision another one after each change of an attribute
 * @param resource the attributes, all of them, and mark, members, id and revision
 * @param bindings which object each reference means: a reference keeps meaning the old one when a new one takes its name
 * @param joining since when members that are new are members
 * @param leaving until when members that were removed keep their connections
 */
record StoredObject(
        String cloudId,
        String revision,
        Resource resource,
        Map<ResourceId, String> bindings,
        Map<MemberKey, Instant> joining,
        Map<MemberKey, Instant> leaving) {
    StoredObject {
        resource = stamped(resource, cloudId, revision);
        bindings = Map.copyOf(bindings);
        joining = Map.copyOf(joining);
        leaving = Map.copyOf(leaving);
    }

    /** {@return an object without members} */
    static StoredObject made(
            String cloudId,
            String revision,
            Resource wanted,
            SortedMap<String, SpecValue> spec,
            Map<ResourceId, String> bindings) {
        Resource empty = Resource.builder()
                .from(stored(wanted, spec))
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
        return new StoredObject(cloudId, revision, empty, bindings, Map.of(), Map.of());
    }

    /** {@return an object as it was saved, its references not yet bound} */
    static StoredObject saved(String cloudId, String revision, Resource saved) {
        Resource.Builder kept = Resource.builder().from(stored(saved, complete(saved.kind(), saved.spec())));
        saved.members().ifPresent(kept::members);
        return new StoredObject(cloudId, revision, kept.build(), Map.of(), Map.of(), Map.of());
    }

    private static Resource stored(Resource resource, SortedMap<String, SpecValue> spec) {
        return Resource.builder()
                .kind(resource.kind())
                .name(resource.name())
                .owners(resource.owners())
                .spec(spec)
                .after(resource.after())
                .applied(resource.applied())
                .members(resource.kind().members().map(schema -> MemberSet.empty()))
                .build();
    }

    /** {@return values with those added that are not set} */
    static SortedMap<String, SpecValue> complete(ResourceKind kind, Map<String, SpecValue> spec) {
        SortedMap<String, SpecValue> all = new TreeMap<>();
        kind.attributes()
                .forEach(attribute ->
                        all.put(attribute.name(), spec.getOrDefault(attribute.name(), SpecValue.absent())));
        return all;
    }

    ResourceId id() {
        return resource.id();
    }

    ResourceKind kind() {
        return resource.kind();
    }

    MemberSet members() {
        return resource.members().orElse(MemberSet.empty());
    }

    boolean belongsTo(String cluster) {
        return clusters(resource).contains(cluster);
    }

    boolean sharesClusterWith(Resource other) {
        return clusters(other).stream().anyMatch(this::belongsTo);
    }

    private static Set<String> clusters(Resource resource) {
        return resource.owners().stream().map(Owner::cluster).collect(Collectors.toSet());
    }

    /** {@return it as a provider observes it} */
    Resource observed() {
        return resource;
    }

    private static Resource stamped(Resource resource, String cloudId, String revision) {
        boolean isStamped = resource.cloudId().equals(Optional.of(cloudId))
                && resource.revision().equals(Optional.of(revision));
        return isStamped
                ? resource
                : Resource.builder()
                        .from(resource)
                        .cloudId(cloudId)
                        .revision(revision)
                        .build();
    }

    StoredObject with(String nextRevision, Resource next, Map<ResourceId, String> nextBindings) {
        return new StoredObject(cloudId, nextRevision, next, nextBindings, joining, leaving);
    }

    /** {@return it with the part of a mark that is about members, if the mark has one} */
    StoredObject markedAs(Resource wanted) {
        Optional<Fingerprint> members = wanted.applied().flatMap(Applied::members);
        Optional<Applied> stored = resource.applied();
        if (members.isEmpty() || stored.isEmpty()) {
            return this;
        }
        Applied mark = stored.get().withMembers(members);
        return with(revision, Resource.builder().from(resource).applied(mark).build(), bindings);
    }

    /** {@return the mark to store for attributes: the part about members stays} */
    Optional<Applied> markOf(Resource wanted) {
        Optional<Fingerprint> members = resource.applied().flatMap(Applied::members);
        return wanted.applied().map(mark -> mark.withMembers(members)).or(resource::applied);
    }

    StoredObject withMembers(MemberSet next, Map<MemberKey, Instant> nextJoining, Map<MemberKey, Instant> nextLeaving) {
        Resource changed = Resource.builder().from(resource).members(next).build();
        return new StoredObject(cloudId, revision, changed, bindings, nextJoining, nextLeaving);
    }
}
