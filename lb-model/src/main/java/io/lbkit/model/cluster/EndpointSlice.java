package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** A part of the endpoints of a Service, of one address family. Consumers merge all slices of a Service, whoever wrote them.
 * Immutable.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/">EndpointSlices</a> */
@Value.Immutable
public interface EndpointSlice {
    /** {@return namespace and name} */
    ObjectKey key();

    /** {@return {@code metadata.generation}, or 0 if unknown} */
    @Value.Default
    default long generation() {
        return 0;
    }

    /** {@return the Service of the label {@code kubernetes.io/service-name}; without it the slice belongs to none} */
    Optional<String> serviceName();

    /** {@return the writer, label {@code endpointslice.kubernetes.io/managed-by}} */
    Optional<String> managedBy();

    /** {@return the uid of the Service that owns it, if an owner reference says so} */
    Optional<String> serviceUid();

    /** {@return what the addresses are} */
    AddressType addressType();

    /** {@return the ports; none means that the endpoints yield no backend} */
    List<EndpointPort> ports();

    /** {@return the endpoints} */
    List<Endpoint> endpoints();

    /** {@return the Service it belongs to, if it belongs to one} */
    default Optional<ServiceKey> service() {
        return serviceName().map(name -> ServiceKey.of(key().namespace(), name));
    }

    /** Checks the size limit of the API. */
    @Value.Check
    default void check() {
        if (endpoints().size() > 1000) {
            throw InvalidValueException.of(
                    "endpoints", endpoints().size() + " items", "a slice has at most 1000 endpoints");
        }
        if (serviceName().isPresent() && serviceName().get().isEmpty()) {
            throw InvalidValueException.of(
                    "metadata.labels['kubernetes.io/service-name']", "", "the label names a Service");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link EndpointSlice}. Not thread-safe. */
    final class Builder extends ImmutableEndpointSlice.Builder {
        Builder() {}
    }
}
