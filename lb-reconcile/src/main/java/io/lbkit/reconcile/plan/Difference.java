package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one object that is wanted differs from the one that exists.
 *
 * @param id the object
 * @param type what has to happen
 * @param desired the object as it is wanted; absent if it has to go
 * @param actual the object as it was observed; absent if it does not exist
 * @param attributes the attributes that differ, in the order of the schema
 * @param members the members that differ
 */
public record Difference(
        ResourceId id,
        Type type,
        Optional<Resource> desired,
        Optional<Resource> actual,
        List<AttributeChange> attributes,
        MemberDelta members) {
    /** What has to happen. */
    public enum Type {
        /** Make it. */
        CREATE,
        /** Change attributes or members of the living object. */
        UPDATE,
        /** Make another one in its place. */
        REPLACE,
        /** Delete it. */
        DELETE
    }

    /**
     * Copies the list.
     *
     * @param id the object
     * @param type what has to happen
     * @param desired the object as it is wanted; absent if it has to go
     * @param actual the object as it was observed; absent if it does not exist
     * @param attributes the attributes that differ, in the order of the schema
     * @param members the members that differ
     */
    public Difference {
        attributes = List.copyOf(attributes);
    }

    /**
     * {@return the registered members, as they exist, that have to leave before others come: a member has one routing id for as
     * long as it is registered, and no two members have the same}
     */
    public MemberSet vacating() {
        MemberSet registered = actual.flatMap(Resource::members).orElse(MemberSet.empty());
        Set<String> taken = new HashSet<>();
        List<Member> vacating = new ArrayList<>();
        members.registered().forEach(member -> member.routingId().ifPresent(taken::add));
        for (Member changed : members.changed()) {
            registered
                    .get(changed.key())
                    .filter(before -> !before.routingId().equals(changed.routingId()))
                    .ifPresent(vacating::add);
        }
        for (Member removed : members.removed()) {
            if (removed.routingId().filter(taken::contains).isPresent()) {
                vacating.add(removed);
            }
        }
        return MemberSet.of(vacating);
    }
}
