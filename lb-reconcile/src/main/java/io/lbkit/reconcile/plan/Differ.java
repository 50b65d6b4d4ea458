package io.lbkit.reconcile.plan;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Mutability;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Compares what is wanted with what exists, attribute by attribute and member by member. Pure.
 *
 * <p>No difference comes from what is unmanaged or unknown: an attribute without a value on either side, computed and
 * write-once attributes, members that are not wanted or not known. Members are removed only if the wish is complete, and
 * added to an existing object only if its members are completely known. Whoever is wanted only until he has drained is never
 * added: where he is not, he has no connections.
 */
public final class Differ {
    private Differ() {}

    /**
     * Compares two graphs.
     *
     * @param desired what is wanted
     * @param actual what exists
     * @return the objects that differ
     */
    public static SortedMap<ResourceId, Difference> diff(ResourceGraph desired, ResourceGraph actual) {
        SortedMap<ResourceId, Difference> differences = new TreeMap<>();
        for (Resource wanted : desired.resources()) {
            Optional<Resource> existing = actual.get(wanted.id());
            Optional<Difference> difference =
                    existing.isPresent() ? diff(wanted, existing.get()) : Optional.of(creation(wanted));
            difference.ifPresent(found -> differences.put(found.id(), found));
        }
        for (Resource existing : actual.resources()) {
            if (desired.get(existing.id()).isEmpty()) {
                differences.put(existing.id(), deletion(existing));
            }
        }
        return differences;
    }

    private static Difference creation(Resource wanted) {
        MemberDelta members = wanted.members()
                .map(set -> new MemberDelta(staying(set), MemberSet.empty(), MemberSet.empty()))
                .orElse(MemberDelta.NONE);
        return new Difference(
                wanted.id(), Difference.Type.CREATE, Optional.of(wanted), Optional.empty(), List.of(), members);
    }

    private static Difference deletion(Resource existing) {
        return new Difference(
                existing.id(),
                Difference.Type.DELETE,
                Optional.empty(),
                Optional.of(existing),
                List.of(),
                MemberDelta.NONE);
    }

    private static Optional<Difference> diff(Resource wanted, Resource existing) {
        List<AttributeChange> attributes = attributes(wanted, existing);
        boolean replace = attributes.stream().anyMatch(change -> isReplace(wanted, change));
        MemberDelta members = replace ? successorMembers(wanted, existing) : members(wanted, existing);
        if (attributes.isEmpty() && members.isEmpty()) {
            return Optional.empty();
        }
        Difference.Type type = replace ? Difference.Type.REPLACE : Difference.Type.UPDATE;
        return Optional.of(
                new Difference(wanted.id(), type, Optional.of(wanted), Optional.of(existing), attributes, members));
    }

    /** {@return the attributes for which only another object would do} */
    static List<String> needsAnother(Resource wanted, Resource existing) {
        return attributes(wanted, existing).stream()
                .filter(change -> isReplace(wanted, change))
                .map(AttributeChange::attribute)
                .toList();
    }

    private static boolean isReplace(Resource wanted, AttributeChange change) {
        return change.isAttribute()
                && wanted.kind()
                        .attribute(change.attribute())
                        .filter(attribute -> attribute.mutability() == Mutability.REPLACE)
                        .isPresent();
    }

    private static List<AttributeChange> attributes(Resource wanted, Resource existing) {
        List<AttributeChange> changes = new ArrayList<>();
        for (Attribute<?> attribute : wanted.kind().attributes()) {
            SpecValue to = wanted.spec().get(attribute.name());
            SpecValue from = existing.spec().get(attribute.name());
            boolean compared =
                    attribute.mutability() == Mutability.IN_PLACE || attribute.mutability() == Mutability.REPLACE;
            if (compared && to != null && from != null && !attribute.satisfied(to, from)) {
                changes.add(AttributeChange.ofAttribute(attribute.name(), from, to));
            }
        }
        if (!sameOwners(wanted.owners(), existing.owners())) {
            changes.add(new AttributeChange(AttributeChange.OWNERS, owners(existing), owners(wanted)));
        }
        return changes;
    }

    /** A uid that is unknown on either side is no difference: a manifest has none. */
    private static boolean sameOwners(SortedSet<Owner> wanted, SortedSet<Owner> existing) {
        return wanted.size() == existing.size()
                && wanted.stream().allMatch(owner -> existing.stream().anyMatch(other -> same(owner, other)));
    }

    private static boolean same(Owner one, Owner other) {
        boolean uids = one.uid().isEmpty() || other.uid().isEmpty() || one.uid().equals(other.uid());
        return uids && one.cluster().equals(other.cluster()) && one.service().equals(other.service());
    }

    private static SpecValue owners(Resource resource) {
        return new SpecValue.Sequence(resource.owners().stream()
                .map(owner -> SpecValue.of(owner.toString()))
                .toList());
    }

    /** A successor starts with what is wanted, and with what its predecessor has as far as the wish does not say all. */
    static MemberDelta successorMembers(Resource wanted, Resource existing) {
        MemberSet wish = wanted.members().orElse(MemberSet.empty());
        boolean wishIsAll = wanted.members().isPresent() && wanted.membersCoverage() == Coverage.COMPLETE;
        MemberSet kept = wishIsAll ? MemberSet.empty() : existing.members().orElse(MemberSet.empty());
        return new MemberDelta(staying(kept.with(wish)), MemberSet.empty(), MemberSet.empty());
    }

    private static MemberSet staying(MemberSet members) {
        boolean all = members.asList().stream().noneMatch(member -> member.state() == MemberState.DRAINING);
        return all
                ? members
                : MemberSet.of(members.asList().stream()
                        .filter(member -> member.state() != MemberState.DRAINING)
                        .toList());
    }

    private static MemberDelta members(Resource wanted, Resource existing) {
        if (wanted.members().isEmpty() || existing.members().isEmpty()) {
            return MemberDelta.NONE;
        }
        MemberDelta delta = existing.members().get().to(wanted.members().get());
        boolean mayAdd = existing.membersCoverage() == Coverage.COMPLETE;
        boolean mayRemove = wanted.membersCoverage() == Coverage.COMPLETE;
        return new MemberDelta(
                mayAdd ? staying(delta.added()) : MemberSet.empty(),
                delta.changed(),
                mayRemove ? delta.removed() : MemberSet.empty());
    }
}
