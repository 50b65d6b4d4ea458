package io.lbkit.reconcile.execute;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a change whose answer is missing has had its effect, by what was read after it. Pure.
 *
 * @param effect whether it has
 * @param current the object, as far as it exists
 */
record ReadBack(Effect effect, Optional<Resource> current) {
    /** Whether a change has had its effect. */
    enum Effect {
        /** It has. */
        THERE,
        /** It has not. */
        MISSING,
        /** The object could not be read, which says nothing. */
        UNREAD,
        /** The object is not ours any more, or another one has its place. */
        LOST
    }

    static ReadBack of(Change change, Observation seen) {
        Optional<Resource> current = seen.actual().get(change.id());
        if (!seen.knows(change.id())) {
            return new ReadBack(Effect.UNREAD, current);
        }
        return new ReadBack(effect(change, current, seen), current);
    }

    /** {@return why a change whose object is lost must not be sent again} */
    String loss(Change change) {
        String id = change.id().toString();
        return current.map(found -> isOurs(change.resource(), found)
                        ? id + " is another object now, " + found.cloudId().orElse("without an id")
                        : id + " is not ours any more; its owners are " + found.owners())
                .orElse(id + " is gone");
    }

    private static Effect effect(Change change, Optional<Resource> current, Observation seen) {
        if (change instanceof Change.Delete delete) {
            return deletion(delete.resource(), current, seen);
        }
        if (current.isEmpty()) {
            return Effect.MISSING;
        }
        Resource found = current.get();
        if (change instanceof Change.Create create) {
            return isMade(create.resource(), found) ? Effect.THERE : Effect.MISSING;
        }
        if (!isOurs(change.resource(), found)
                || (change instanceof Change.Update update && isAnother(update.before(), found))) {
            return Effect.LOST;
        }
        return isChanged(change, found) ? Effect.THERE : Effect.MISSING;
    }

    private static Effect deletion(Resource deleted, Optional<Resource> current, Observation seen) {
        boolean superseded = seen.superseded().stream()
                .anyMatch(old -> old.id().equals(deleted.id()) && old.cloudId().equals(deleted.cloudId()));
        if (!superseded && (current.isEmpty() || isAnother(deleted, current.get()))) {
            return Effect.THERE;
        }
        return superseded || isOurs(deleted, current.get()) ? Effect.MISSING : Effect.LOST;
    }

    private static boolean isMade(Resource wanted, Resource found) {
        return found.owners().equals(wanted.owners())
                && found.applied().map(Applied::spec).equals(wanted.applied().map(Applied::spec))
                && wanted.kind().attributes().stream().allMatch(attribute -> isSatisfied(attribute, wanted, found));
    }

    private static boolean isSatisfied(Attribute<?> attribute, Resource wanted, Resource found) {
        SpecValue wish = wanted.spec().get(attribute.name());
        SpecValue value = found.spec().get(attribute.name());
        return wish == null || (value != null && attribute.satisfied(wish, value));
    }

    private static boolean isChanged(Change change, Resource found) {
        if (change instanceof Change.Update update) {
            return isUpdated(update, found);
        }
        MemberSet members = found.members().orElse(MemberSet.empty());
        boolean marked = isMarked(change.resource(), found);
        if (change instanceof Change.AddMembers add) {
            return marked && add.members().asList().stream().allMatch(member -> isIn(member, members));
        }
        return marked
                && found.membersCoverage() == Coverage.COMPLETE
                && change instanceof Change.RemoveMembers remove
                && remove.members().asList().stream().allMatch(member -> hasLeft(member, members));
    }

    /** The part of the mark about members is stored only with the last of them. */
    private static boolean isMarked(Resource wanted, Resource found) {
        Optional<?> wish = wanted.applied().flatMap(Applied::members);
        return wish.isEmpty() || wish.equals(found.applied().flatMap(Applied::members));
    }

    private static boolean isIn(Member member, MemberSet members) {
        return members.get(member.key()).filter(member::equals).isPresent();
    }

    private static boolean hasLeft(Member member, MemberSet members) {
        return members.get(member.key())
                .filter(left -> left.state() != MemberState.DRAINING)
                .isEmpty();
    }

    private static boolean isUpdated(Change.Update update, Resource found) {
        Optional<?> mark = update.resource().applied().map(Applied::spec);
        boolean marked = mark.isEmpty() || mark.equals(found.applied().map(Applied::spec));
        return marked
                && found.owners().equals(update.resource().owners())
                && update.attributes().stream().allMatch(change -> isSatisfied(change, update, found));
    }

    private static boolean isSatisfied(AttributeChange change, Change.Update update, Resource found) {
        return update.resource()
                .kind()
                .attribute(change.attribute())
                .map(attribute -> isSatisfied(attribute, update.resource(), found))
                .orElse(true);
    }

    private static boolean isAnother(Resource known, Resource found) {
        return known.cloudId().isPresent() && !Objects.equals(known.cloudId(), found.cloudId());
    }

    private static boolean isOurs(Resource known, Resource found) {
        return known.owners().isEmpty()
                || found.owners().stream()
                        .map(Owner::cluster)
                        .anyMatch(cluster ->
                                known.owners().stream().map(Owner::cluster).anyMatch(cluster::equals));
    }
}
