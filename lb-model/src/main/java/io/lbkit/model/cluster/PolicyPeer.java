package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Optional;
import org.immutables.value.Value;

/** One peer of a NetworkPolicy rule: a range, or pods selected by labels of pods and namespaces. Immutable. */
@Value.Immutable
public interface PolicyPeer {
    /** {@return pods of the selected namespaces, or of the policy's own if no namespaces are selected} */
    Optional<LabelSelector> podSelector();

    /** {@return namespaces} */
    Optional<LabelSelector> namespaceSelector();

    /** {@return addresses; excludes both selectors} */
    Optional<IpBlock> ipBlock();

    /** Checks that a peer is either a range or a selection. */
    @Value.Check
    default void check() {
        boolean selects = podSelector().isPresent() || namespaceSelector().isPresent();
        if (selects == ipBlock().isPresent()) {
            throw InvalidValueException.of(
                    "peer", "", "a peer has an ipBlock, or a podSelector and/or a namespaceSelector");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PolicyPeer}. Not thread-safe. */
    final class Builder extends ImmutablePolicyPeer.Builder {
        Builder() {}
    }
}
