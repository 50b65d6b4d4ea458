package io.lbkit.model.cluster;

import java.util.List;
import java.util.SortedSet;
import org.immutables.value.Value;

/** A NetworkPolicy. Pods that a policy selects accept only what some policy admits. Immutable. */
@Value.Immutable
public interface NetworkPolicy {
    /** {@return namespace and name} */
    ObjectKey key();

    /** {@return the pods of its namespace that it isolates} */
    LabelSelector podSelector();

    /** {@return the directions that it isolates} */
    @Value.NaturalOrder
    SortedSet<PolicyType> policyTypes();

    /** {@return what may come in} */
    List<PolicyRule> ingress();

    /** {@return what may go out} */
    List<PolicyRule> egress();

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link NetworkPolicy}. Not thread-safe. */
    final class Builder extends ImmutableNetworkPolicy.Builder {
        Builder() {}
    }
}
