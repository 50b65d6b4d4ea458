package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Ports;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import org.immutables.value.Value;

/**
 * A Service as the API server stores it, cut to what matters to a load balancer. Defaults are those of the API server, so a
 * manifest and the object made from it read alike. Immutable.
 *
 * <p>Rules of the API server that hold for stored objects are checked when the value is built. What the API server stores
 * unchecked (source ranges of older releases, {@link #loadBalancerIp()}, annotations) is kept as text here and judged where
 * it is used.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/">Service v1</a>
 */
@Value.Immutable
public interface Service {
    /** {@return namespace and name} */
    ServiceKey key();

    /** {@return {@code metadata.uid}; absent in a manifest that no API server has seen} */
    Optional<String> uid();

    /** {@return {@code metadata.labels}} */
    @Value.NaturalOrder
    SortedMap<String, String> labels();

    /** {@return {@code metadata.annotations}} */
    @Value.NaturalOrder
    SortedMap<String, String> annotations();

    /** {@return {@code metadata.finalizers}} */
    @Value.NaturalOrder
    SortedSet<String> finalizers();

    /** {@return {@code metadata.creationTimestamp}} */
    Optional<Instant> created();

    /** {@return {@code metadata.deletionTimestamp}: when somebody asked to delete it} */
    Optional<Instant> deletionRequested();

    /** {@return the type; {@link ServiceType#CLUSTER_IP} unless said otherwise} */
    @Value.Default
    default ServiceType type() {
        return ServiceType.CLUSTER_IP;
    }

    /** {@return the ports in their order; protocol and number together are unique, and so are names} */
    List<ServicePort> ports();

    /** {@return the labels that its pods carry; empty means that somebody else writes the EndpointSlices} */
    @Value.NaturalOrder
    SortedMap<String, String> selector();

    /** {@return which endpoints serve traffic from outside; {@link TrafficPolicy#CLUSTER} unless said otherwise} */
    @Value.Default
    default TrafficPolicy externalTrafficPolicy() {
        return TrafficPolicy.CLUSTER;
    }

    /** {@return which endpoints serve traffic from inside; without meaning to an external load balancer} */
    @Value.Default
    default TrafficPolicy internalTrafficPolicy() {
        return TrafficPolicy.CLUSTER;
    }

    /** {@return the HTTP probe port of the nodes, 1 to 65535; allocated by the API server under policy Local} */
    OptionalInt healthCheckNodePort();

    /** {@return {@code spec.loadBalancerIP} as written; deprecated and not validated by the API server} */
    Optional<String> loadBalancerIp();

    /** {@return {@code spec.loadBalancerSourceRanges} as written; empty means that every client is allowed} */
    List<String> loadBalancerSourceRanges();

    /** {@return the implementation that shall act; absent means the cluster's default one (KEP-1959)} */
    Optional<String> loadBalancerClass();

    /** {@return whether node ports are allocated for it (KEP-1864); true unless said otherwise} */
    @Value.Default
    default boolean allocateLoadBalancerNodePorts() {
        return true;
    }

    /** {@return the affinity; {@link SessionAffinity#NONE} unless said otherwise} */
    @Value.Default
    default SessionAffinity sessionAffinity() {
        return SessionAffinity.NONE;
    }

    /** {@return how long a client stays with an endpoint, in seconds, 1 to 86400; absent without affinity} */
    OptionalInt sessionAffinityTimeoutSeconds();

    /** {@return the families in order of preference, at most two, distinct; empty if no API server has defaulted them} */
    List<IpFamily> ipFamilies();

    /** {@return how many families were asked for, if said} */
    Optional<IpFamilyPolicy> ipFamilyPolicy();

    /** {@return {@code spec.clusterIPs} as written} */
    List<String> clusterIps();

    /** {@return {@code spec.externalIPs} as written; deprecated} */
    List<String> externalIps();

    /** {@return the wish for near endpoints, for example {@code PreferSameZone}} */
    Optional<String> trafficDistribution();

    /** {@return whether slices report unready pods as ready; false unless said otherwise} */
    @Value.Default
    default boolean publishNotReadyAddresses() {
        return false;
    }

    /** {@return {@code status.loadBalancer.ingress}} */
    List<LoadBalancerIngress> ingress();

    /** {@return {@code status.conditions} by type} */
    @Value.NaturalOrder
    SortedMap<String, Condition> conditions();

    /** {@return whether it asks for a load balancer and is not being deleted} */
    default boolean wantsLoadBalancer() {
        return type() == ServiceType.LOAD_BALANCER && deletionRequested().isEmpty();
    }

    /**
     * {@return the families in use: those of {@link #ipFamilies()}, or IPv4 where nothing is said, since that is the default
     * of a cluster that was not configured otherwise}
     */
    default List<IpFamily> effectiveFamilies() {
        return ipFamilies().isEmpty() ? List.of(IpFamily.IPV4) : ipFamilies();
    }

    /** Checks the rules of the API server. */
    @Value.Check
    default void check() {
        Names.checkDnsLabel("metadata.name", key().name());
        if (type() == ServiceType.LOAD_BALANCER && ports().isEmpty()) {
            throw InvalidValueException.of("spec.ports", "", "a Service of type LoadBalancer has at least one port");
        }
        ServiceRules.checkPorts(ports());
        healthCheckNodePort().ifPresent(port -> Ports.check("spec.healthCheckNodePort", port));
        if (ipFamilies().size() != new HashSet<>(ipFamilies()).size()) {
            throw InvalidValueException.of("spec.ipFamilies", ipFamilies(), "each family appears once");
        }
        int timeout = sessionAffinityTimeoutSeconds().orElse(1);
        if (timeout < 1 || timeout > 86_400) {
            throw InvalidValueException.of(
                    "spec.sessionAffinityConfig.clientIP.timeoutSeconds", timeout, "the timeout is 1 to 86400 seconds");
        }
        if (loadBalancerClass().isPresent() && loadBalancerClass().get().isEmpty()) {
            throw InvalidValueException.of("spec.loadBalancerClass", "", "leave it out or name an implementation");
        }
    }

    /** {@return a builder; the key is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Service}. Not thread-safe. */
    final class Builder extends ImmutableService.Builder {
        Builder() {}

        /**
         * Sets namespace and name.
         *
         * @param namespace the namespace
         * @param name the name
         * @return this builder
         */
        public Builder key(String namespace, String name) {
            return key(ServiceKey.of(namespace, name));
        }
    }
}
