package io.lbkit.model.cluster;

import java.util.List;
import org.immutables.value.Value;

/** One rule of a NetworkPolicy: it admits what matches any peer and any port. Immutable. */
@Value.Immutable
public interface PolicyRule {
    /** {@return the peers; none means everybody} */
    List<PolicyPeer> peers();

    /** {@return the ports; none means every port} */
    List<PolicyPort> ports();

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link PolicyRule}. Not thread-safe. */
    final class Builder extends ImmutablePolicyRule.Builder {
        Builder() {}
    }
}
