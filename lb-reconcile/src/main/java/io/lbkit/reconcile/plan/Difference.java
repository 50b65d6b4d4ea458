package io.lbkit.reconcile.plan;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.AttributeChange;
import java.util.List;
import java.util.Optional;

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
}
