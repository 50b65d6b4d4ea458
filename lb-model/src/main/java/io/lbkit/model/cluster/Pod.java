package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.immutables.value.Value;

/** A Pod as the API server stores it, cut to what matters to a load balancer. Immutable. */
@Value.Immutable
public interface Pod {
    /** {@return namespace and name} */
    ObjectKey key();

    /** {@return {@code metadata.uid}} */
    Optional<String> uid();

    /** {@return {@code metadata.labels}} */
    @Value.NaturalOrder
    SortedMap<String, String> labels();

    /** {@return the bits of the labels, as {@link LabelDigest} makes them} */
    @Value.Derived
    @Value.Auxiliary
    default long labelDigest() {
        return LabelDigest.of(labels());
    }

    /** {@return {@code metadata.deletionTimestamp}} */
    Optional<Instant> deletionRequested();

    /** {@return the controlling owner as {@code Kind/name}, for example {@code ReplicaSet/web-5d8f}} */
    Optional<String> owner();

    /** {@return the phase} */
    @Value.Default
    default PodPhase phase() {
        return PodPhase.UNKNOWN;
    }

    /** {@return the addresses, primary family first} */
    List<IpAddress> ips();

    /** {@return the node it runs on} */
    Optional<String> nodeName();

    /** {@return {@code spec.readinessGates}: condition types that must hold as well} */
    List<String> readinessGates();

    /** {@return {@code status.conditions} by type} */
    @Value.NaturalOrder
    SortedMap<String, Condition> conditions();

    /** {@return the containers that can serve: regular ones, then restartable init containers} */
    List<Container> containers();

    /** {@return how long it may take to end, in seconds, from 0} */
    @Value.Default
    default long terminationGraceSeconds() {
        return 30;
    }

    /** {@return whether the condition Ready holds} */
    default boolean isReady() {
        Condition ready = conditions().get("Ready");
        return ready != null && ready.status() == ConditionStatus.TRUE;
    }

    /**
     * Resolves a target port as Kubernetes does: a number stands for itself; a name is looked up with the protocol in the
     * regular containers, then in the restartable init containers.
     *
     * @param port the target port of a Service
     * @param protocol the protocol of the Service port
     * @return the number, or nothing if no container declares such a port
     */
    default OptionalInt resolve(TargetPort port, Protocol protocol) {
        if (!port.isNamed()) {
            return OptionalInt.of(port.number());
        }
        return containers().stream()
                .sorted(Comparator.comparing(Container::sidecar))
                .flatMap(container -> container.ports().stream())
                .filter(declared -> declared.name().equals(port.name()) && declared.protocol() == protocol)
                .mapToInt(ContainerPort::port)
                .findFirst();
    }

    /** Checks the range. */
    @Value.Check
    default void check() {
        if (terminationGraceSeconds() < 0) {
            throw InvalidValueException.of(
                    "terminationGracePeriodSeconds", terminationGraceSeconds(), "a period is not negative");
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Pod}. Not thread-safe. */
    final class Builder extends ImmutablePod.Builder {
        Builder() {}
    }
}
