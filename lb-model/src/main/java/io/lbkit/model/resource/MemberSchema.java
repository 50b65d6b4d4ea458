package io.lbkit.model.resource;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.immutables.value.Value;

/** How a kind of resource holds members. Immutable. */
@Value.Immutable
public interface MemberSchema {
    /** {@return the field of the resource that lists them, in the cloud's own words; {@code members} unless said otherwise} */
    @Value.Default
    default String attribute() {
        return "members";
    }

    /** {@return how many members one call may add or remove, from 1; unlimited unless said otherwise} */
    @Value.Default
    default int maxPerCall() {
        return Integer.MAX_VALUE;
    }

    /**
     * {@return whether the cloud checks the members and reports their health; then old members leave only once new ones are
     * healthy. False unless said otherwise}
     */
    @Value.Default
    default boolean reportsHealth() {
        return false;
    }

    /**
     * {@return whether the cloud also checks the members of an object that nothing leads to yet; then traffic is led to it only
     * once they are healthy. False unless said otherwise}
     */
    @Value.Default
    default boolean checkedBeforeUse() {
        return false;
    }

    /** {@return where members may lack a port of their own: the port that an object then sends to, 1 to 65535, if it is known} */
    @Value.Auxiliary
    Optional<Function<Resource, OptionalInt>> commonPort();

    /** Checks the range. */
    @Value.Check
    default void check() {
        if (maxPerCall() < 1) {
            throw InvalidValueException.of("maxPerCall", maxPerCall(), "a call moves at least one member");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link MemberSchema}. Not thread-safe. */
    final class Builder extends ImmutableMemberSchema.Builder {
        Builder() {}
    }
}
