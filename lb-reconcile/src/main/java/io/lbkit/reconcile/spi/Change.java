package io.lbkit.reconcile.spi;

import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import java.util.List;

/** An elementary change of one cloud object: what a provider carries out. */
public sealed interface Change {
    /** {@return the object, as it is wanted, or as it was observed if it goes} */
    Resource resource();

    /** {@return kind and name of the object} */
    default ResourceId id() {
        return resource().id();
    }

    /** {@return whether it moves members, and leaves attributes and owners as they are} */
    default boolean isAboutMembers() {
        return this instanceof AddMembers || this instanceof RemoveMembers;
    }

    /**
     * Make an object, without members. Where it replaces another one of the same id, the old object still exists unless its
     * kind is replaced delete-first.
     *
     * <p>Idempotent: if an object of ours that satisfies the wish exists already, it counts as made.
     *
     * @param resource what is wanted; {@link Resource#applied()} is the mark to store beside the owners, without members
     */
    record Create(Resource resource) implements Change {}

    /**
     * Change attributes of an object that exists. Attributes that are not named stay as they are.
     *
     * <p>An adoption is an update of a foreign object (no owners, or those of another cluster) whose attributes contain the
     * change of {@link AttributeChange#OWNERS}. It is carried out only if the owners that are stored are still those of {@code
     * before}; else, and for any other update of a foreign object, it is refused.
     *
     * @param before the object as it was observed
     * @param resource what is wanted; {@link Resource#applied()} is the mark to store beside the owners, where the part about
     *     members stays as it is stored
     * @param attributes the differences, among them references whose targets were replaced ({@code from} equals {@code to})
     *     and the ownership mark
     */
    record Update(Resource before, Resource resource, List<AttributeChange> attributes) implements Change {
        /**
         * Copies the list.
         *
         * @param before the object as it was observed
         * @param resource what is wanted; {@link Resource#applied()} is the mark to store beside the owners, where the part about members stays as it is stored
         * @param attributes the differences; empty if only references must be written again because their targets were replaced
         */
        public Update {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * Delete an object. Deleting what does not exist succeeds.
     *
     * @param resource the object as it was observed; its {@link Resource#cloudId()} tells it from a successor
     */
    record Delete(Resource resource) implements Change {}

    /**
     * Register members, or give registered ones a new weight, zone or state. Registering what is registered succeeds. A member
     * whose {@linkplain io.lbkit.model.lb.Member#routingId() routing id} is another one now has been deregistered before.
     *
     * @param resource the object, as it is wanted; if its mark has a part about members, that part is stored, and the rest of
     *     the mark stays as it is stored
     * @param members the members, not more than one call may move
     */
    record AddMembers(Resource resource, MemberSet members) implements Change {}

    /**
     * Deregister members; they keep their connections for as long as the object says. Deregistering what is not registered
     * succeeds.
     *
     * @param resource the object, as it is wanted; its mark is treated as in {@link AddMembers}
     * @param members the members, not more than one call may move
     */
    record RemoveMembers(Resource resource, MemberSet members) implements Change {}
}
