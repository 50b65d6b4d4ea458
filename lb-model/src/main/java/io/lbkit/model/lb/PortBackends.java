package io.lbkit.model.lb;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.net.IpFamily;
import java.util.Optional;
import org.immutables.value.Value;

/** The backends of one Service port in one address family: who is in, who is out and why. Immutable. */
@Value.Immutable
public interface PortBackends {
    /** {@return the Service port} */
    ServicePort port();

    /** {@return the family of the addresses} */
    IpFamily family();

    /** {@return what packets are sent to} */
    BackendMode mode();

    /** {@return how backends are checked; absent if there is no port to check} */
    Optional<HealthCheck> healthCheck();

    /** {@return the members} */
    @Value.Default
    default MemberSet members() {
        return MemberSet.empty();
    }

    /** {@return how much is known of the members; only if complete is a backend that is no member really out} */
    @Value.Default
    default Coverage coverage() {
        return Coverage.COMPLETE;
    }

    /** {@return what is left out} */
    @Value.Default
    default Exclusions excluded() {
        return Exclusions.none();
    }

    /** {@return the members, or nothing if too little is known to say anything about them} */
    default Optional<MemberSet> knownMembers() {
        return coverage() == Coverage.UNKNOWN ? Optional.empty() : Optional.of(members());
    }

    /** {@return the number of active members} */
    default int active() {
        return (int) members().asList().stream()
                .filter(member -> member.state() == MemberState.ACTIVE)
                .count();
    }

    /** {@return a builder; port, family and mode are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link PortBackends}. Not thread-safe. */
    final class Builder extends ImmutablePortBackends.Builder {
        Builder() {}
    }
}
