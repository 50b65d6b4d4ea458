package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people do in the cloud behind LBKit's back. No fault hits it and {@link SimulatedCloud#calls()} does not list it. Where
 * an object does not exist, or still is in use, a method throws a {@link io.lbkit.reconcile.spi.ProviderException}.
 */
public final class Console {
    private final CloudCore core;

    Console(CloudCore core) {
        this.core = core;
    }

    /** {@return every object as it is now, whoever owns it, in the order in which they were made} */
    public List<Resource> objects() {
        return core.objects();
    }

    /**
     * What the cloud says of the members of a pool now, those that are draining among them.
     *
     * @param cloudId the cloud's id of the pool
     * @return their health; empty if there is no such pool
     */
    public Map<MemberKey, MemberHealth> health(String cloudId) {
        return core.health(cloudId);
    }

    /** {@return a number that grows with every change of an object, whoever makes it} */
    public long changes() {
        return core.changes();
    }

    /**
     * Gives an attribute another value, one that only a new object could have too.
     *
     * @param <T> the Java type of the attribute
     * @param id the object
     * @param attribute the attribute
     * @param value the value
     * @return this
     */
    public <T> Console set(ResourceId id, Attribute<T> attribute, T value) {
        core.edit(id, attribute.name(), attribute.encode(value));
        return this;
    }

    /**
     * Takes the value of an attribute away.
     *
     * @param id the object
     * @param attribute the attribute
     * @return this
     */
    public Console unset(ResourceId id, Attribute<?> attribute) {
        core.edit(id, attribute.name(), SpecValue.absent());
        return this;
    }

    /**
     * Registers members.
     *
     * @param pool the pool
     * @param members the members
     * @return this
     */
    public Console addMembers(ResourceId pool, Member... members) {
        core.editMembers(pool, (writes, object) -> writes.add(object, MemberSet.of(members)));
        return this;
    }

    /**
     * Deregisters members.
     *
     * @param pool the pool
     * @param members the members
     * @return this
     */
    public Console removeMembers(ResourceId pool, Member... members) {
        core.editMembers(pool, (writes, object) -> writes.remove(object, MemberSet.of(members)));
        return this;
    }

    /**
     * Makes an object, with members if it says so; its owners may be those of another cluster, or none.
     *
     * @param resource the object
     * @return this
     */
    public Console create(Resource resource) {
        core.create(resource);
        return this;
    }

    /**
     * Deletes an object that nothing uses.
     *
     * @param id the object
     * @return this
     */
    public Console delete(ResourceId id) {
        core.delete(id);
        return this;
    }

    /**
     * Deletes an object and everything that refers to it.
     *
     * @param id the object
     * @return this
     */
    public Console deleteWithUsers(ResourceId id) {
        core.deleteWithUsers(id);
        return this;
    }

    /**
     * Removes the mark of ownership.
     *
     * @param id the object
     * @return this
     */
    public Console stripMark(ResourceId id) {
        core.editMark(
                id,
                resource -> Resource.builder()
                        .from(resource)
                        .owners(List.of())
                        .applied(Optional.empty())
                        .build());
        return this;
    }
}
