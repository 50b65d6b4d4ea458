package io.lbkit.model.lb;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Ports;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** One backend of a pool: a node, or a pod address with its port. Immutable; ordered by key. */
@Value.Immutable
public interface Member extends Comparable<Member> {
    /** {@return the node name, pod address or cloud id} */
    String id();

    /** {@return the port, 1 to 65535; absent where the pool's port counts, so that pools can share one set of nodes} */
    OptionalInt port();

    /** {@return the address that packets are sent to, if known} */
    Optional<IpAddress> address();

    /** {@return the zone, if known} */
    Optional<String> zone();

    /** {@return the share of new connections relative to other members, 0 to 1000; 1 unless said otherwise} */
    @Value.Default
    default int weight() {
        return 1;
    }

    /** {@return what it is wanted for; {@link MemberState#ACTIVE} unless said otherwise} */
    @Value.Default
    default MemberState state() {
        return MemberState.ACTIVE;
    }

    /**
     * {@return the id that the backend chose for itself and by which its load balancer finds it again, whatever address a client
     * comes from; absent where load balancers go by address alone}
     *
     * <p>A member has one such id for as long as it is registered, and shares it with no other member of its pool.
     */
    Optional<String> routingId();

    /** {@return what tells it apart from the other members of its pool} */
    default MemberKey key() {
        return new MemberKey(id(), port().orElse(0));
    }

    /** As the keys compare; sets are merged by it, so it makes none. */
    @Override
    default int compareTo(Member other) {
        int byId = id().compareTo(other.id());
        return byId != 0 ? byId : Integer.compare(port().orElse(0), other.port().orElse(0));
    }

    /** Checks ranges. */
    @Value.Check
    default void check() {
        if (id().isEmpty()) {
            throw InvalidValueException.of("id", "", "a member has an id");
        }
        if (routingId().filter(String::isEmpty).isPresent()) {
            throw InvalidValueException.of("routingId", "", "a routing id is not empty; a member without one has none");
        }
        port().ifPresent(number -> Ports.check("port", number));
        if (weight() < 0 || weight() > 1000) {
            throw InvalidValueException.of("weight", weight(), "a weight is 0 to 1000");
        }
    }

    /**
     * A member without anything but an id.
     *
     * @param id the node name, pod address or cloud id
     * @return the member
     */
    static Member of(String id) {
        return builder().id(id).build();
    }

    /** {@return a builder; the id is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Member}. Not thread-safe. */
    final class Builder extends ImmutableMember.Builder {
        Builder() {}
    }
}
