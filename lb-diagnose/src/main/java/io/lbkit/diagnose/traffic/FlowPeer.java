package io.lbkit.diagnose.traffic;

import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Ports;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/** One end of a flow, as far as its source knows it. At least an address, a pod or a Service is known. Immutable. */
@Value.Immutable
public interface FlowPeer {
    /** Where an end of a flow sits. */
    enum Place {
        /** In a pod. */
        POD,
        /** On a node of the cluster, outside of pods. */
        NODE,
        /** On the node of the other end, outside of pods, where the probes of the kubelet come from. */
        SAME_NODE,
        /** Outside of the cluster. */
        OUTSIDE,
        /** The source does not say. */
        UNKNOWN;

        /** {@return the name used in JSON and CSV, for example {@code outside}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** {@return the address} */
    Optional<IpAddress> address();

    /** {@return the port, 1 to 65535; absent if it is not known or the protocol has none} */
    OptionalInt port();

    /** {@return the pod} */
    Optional<ObjectKey> pod();

    /** {@return the Service by which it was called or that the source takes it for} */
    Optional<ServiceKey> service();

    /** {@return the workload of the pod as {@code Kind/namespace/name}} */
    Optional<String> workload();

    /** {@return where it sits; a pod if one is named, else unknown unless said otherwise} */
    @Value.Default
    default Place place() {
        return pod().isPresent() ? Place.POD : Place.UNKNOWN;
    }

    /** {@return the pod, else the Service, else the address, for people} */
    default String label() {
        return pod().map(pod -> "pod " + pod)
                .or(() -> service().map(service -> "Service " + service))
                .or(() -> address().map(Object::toString))
                .orElse("");
    }

    /** Checks that something is known, and the range of the port. */
    @Value.Check
    default void check() {
        port().ifPresent(port -> Ports.check("port", port));
        if (address().isEmpty() && pod().isEmpty() && service().isEmpty()) {
            throw InvalidValueException.of("address", "", "an end of a flow has an address, a pod or a Service");
        }
    }

    /** {@return a builder; an address, a pod or a Service is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link FlowPeer}. Not thread-safe. */
    final class Builder extends ImmutableFlowPeer.Builder {
        Builder() {}
    }
}
