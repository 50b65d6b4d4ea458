package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** One endpoint of an EndpointSlice. Only the first address has a meaning (API reference of {@code discovery.k8s.io/v1}).
 * Immutable. */
@Value.Immutable
public interface Endpoint {
    /** {@return the addresses as written, at least one; only the first counts} */
    List<String> addresses();

    /** {@return the condition {@code ready}; absent means true} */
    Optional<Boolean> ready();

    /** {@return the condition {@code serving}; absent means true} */
    Optional<Boolean> serving();

    /** {@return the condition {@code terminating}; absent means false} */
    Optional<Boolean> terminating();

    /** {@return the node; absent on some slices that no controller of Kubernetes wrote} */
    Optional<String> nodeName();

    /** {@return the zone of the node} */
    Optional<String> zone();

    /** {@return the object behind the endpoint} */
    Optional<TargetRef> targetRef();

    /** {@return {@code hints.forZones}} */
    List<String> zoneHints();

    /** {@return {@code hints.forNodes}} */
    List<String> nodeHints();

    /** {@return whether it is ready: {@link #ready()} with its default} */
    default boolean isReady() {
        return ready().orElse(true);
    }

    /** {@return whether it serves, terminating or not: {@link #serving()} with its default} */
    default boolean isServing() {
        return serving().orElse(true);
    }

    /** {@return whether it is being ended: {@link #terminating()} with its default} */
    default boolean isTerminating() {
        return terminating().orElse(false);
    }

    /** Checks that there is an address. */
    @Value.Check
    default void check() {
        if (addresses().isEmpty()) {
            throw InvalidValueException.of("addresses", "", "an endpoint has at least one address");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Endpoint}. Not thread-safe. */
    final class Builder extends ImmutableEndpoint.Builder {
        Builder() {}
    }
}
