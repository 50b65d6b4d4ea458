package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Impact;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.immutables.value.Value;

/** An executable piece of a plan: one elementary change with its reasons and its place in the order. Immutable. */
@Value.Immutable
public interface Step {
    /** {@return {@code s1}, {@code s2} and so on, in an order in which the steps can be carried out} */
    String id();

    /** {@return what it does} */
    Action action();

    /** {@return the change that a provider carries out} */
    Change change();

    /** {@return the Services that it is for} */
    @Value.NaturalOrder
    SortedSet<ServiceKey> services();

    /** {@return why it is needed} */
    Cause cause();

    /** {@return what it does to traffic} */
    Impact impact();

    /** {@return the ids of the steps that must be done before} */
    List<String> after();

    /** {@return what it waits for once those steps are done; in the order of pools} */
    List<Gate> gates();

    /** {@return the attributes that differ from what exists} */
    List<AttributeChange> attributes();

    /** {@return why members leave, by member} */
    @Value.NaturalOrder
    SortedMap<String, String> reasons();

    /** {@return the members among the registered ones that are registered already and get another weight, zone or state} */
    @Value.Default
    default MemberSet changed() {
        return MemberSet.empty();
    }

    /** {@return the object} */
    default ResourceId resource() {
        return change().id();
    }

    /** {@return the members that it registers or changes} */
    default MemberSet added() {
        return change() instanceof Change.AddMembers add ? add.members() : MemberSet.empty();
    }

    /** {@return the members that it deregisters} */
    default MemberSet removed() {
        return change() instanceof Change.RemoveMembers remove ? remove.members() : MemberSet.empty();
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Step}. Not thread-safe. */
    final class Builder extends ImmutableStep.Builder {
        Builder() {}
    }
}
