package io.lbkit.reconcile.spi;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch makes of objects that a backend writes as a whole: sections of a file, documents, entries of a store. The provider
 * reads them as it does for an observation, and writes those that are {@linkplain #objects() to be written}; what a change means,
 * whose an object is and what becomes of its mark is the same for all such backends. Pure.
 *
 * <p>It is for kinds whose names only one object can have. A creation where there is an object of ours gives that the wanted
 * values.
 *
 * @param objects the objects that changed, as they are to be written; nothing for one that goes
 * @param result one result for each change: done, or why it is refused
 */
public record AppliedBatch(SortedMap<ResourceId, Optional<Resource>> objects, BatchResult result) {
    /**
     * Copies the map.
     *
     * @param objects the objects that changed, as they are to be written; nothing for one that goes
     * @param result one result for each change: done, or why it is refused
     */
    public AppliedBatch {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    }

    /**
     * Carries out changes in their order. Refused are changes of what belongs to somebody else ({@link
     * ErrorKind#ALREADY_EXISTS}), changes of what does not exist ({@link ErrorKind#NOT_FOUND}), and the deletion of what another
     * object refers to ({@link ErrorKind#IN_USE}).
     *
     * @param batch the changes
     * @param stored what exists, with members and marks
     * @return what it makes of the objects
     */
    public static AppliedBatch of(ChangeBatch batch, ResourceGraph stored) {
        SortedMap<ResourceId, Resource> all = new TreeMap<>();
        stored.resources().forEach(resource -> all.put(resource.id(), resource));
        SortedMap<ResourceId, Optional<Resource>> changed = new TreeMap<>();
        BatchResult result = BatchResult.each(batch, change -> {
            Optional<Resource> present = Optional.ofNullable(all.get(change.id()));
            present.ifPresent(object -> Ownership.require(change, object.owners()));
            if (change instanceof Change.Delete) {
                requireUnused(change.id(), all);
                all.remove(change.id());
            } else {
                all.put(change.id(), changed(change, present));
            }
            changed.put(change.id(), Optional.ofNullable(all.get(change.id())));
            return ChangeResult.done();
        });
        return new AppliedBatch(changed, result);
    }

    private static void requireUnused(ResourceId id, SortedMap<ResourceId, Resource> all) {
        all.values().stream()
                .filter(other -> !other.id().equals(id) && other.dependsOn().contains(id))
                .findFirst()
                .ifPresent(user -> {
                    throw new ProviderException(ErrorKind.IN_USE, id + " is used by " + user.id());
                });
    }

    private static Resource changed(Change change, Optional<Resource> present) {
        if (change instanceof Change.Create && present.isEmpty()) {
            return created(change.resource());
        }
        Resource object =
                present.orElseThrow(() -> new ProviderException(ErrorKind.NOT_FOUND, change.id() + " does not exist"));
        Resource.Builder changed = Resource.builder().from(object);
        MemberSet members = object.members().orElse(MemberSet.empty());
        if (change instanceof Change.AddMembers add) {
            changed.members(members.with(add.members()));
        } else if (change instanceof Change.RemoveMembers remove) {
            changed.members(members.without(remove.members()));
        } else if (change instanceof Change.Update update) {
            update.attributes().stream()
                    .filter(AttributeChange::isAttribute)
                    .forEach(attribute -> changed.putSpec(attribute.attribute(), attribute.to()));
            changed.owners(change.resource().owners());
        } else {
            changed.putAllSpec(change.resource().spec());
            changed.owners(change.resource().owners());
        }
        return changed.applied(mark(change, object.applied())).build();
    }

    private static Resource created(Resource wanted) {
        return Resource.builder()
                .from(wanted)
                .members(wanted.kind().members().map(schema -> MemberSet.empty()))
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
    }

    /** The mark to store: a change of members writes the part about members, every other change the rest. */
    private static Optional<Applied> mark(Change change, Optional<Applied> stored) {
        Optional<Applied> wanted = change.resource().applied();
        Optional<Fingerprint> members = wanted.flatMap(Applied::members);
        if (!change.isAboutMembers()) {
            return wanted.map(mark -> mark.withMembers(stored.flatMap(Applied::members)))
                    .or(() -> stored);
        }
        return members.isPresent() ? stored.map(mark -> mark.withMembers(members)) : stored;
    }
}
