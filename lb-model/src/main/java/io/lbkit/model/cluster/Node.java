package io.lbkit.model.cluster;

import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.immutables.value.Value;

/** A node as the API server stores it, cut to what matters to a load balancer. Immutable. */
@Value.Immutable
public interface Node {
    /** The label that names the zone of a node. */
    String ZONE_LABEL = "topology.kubernetes.io/zone";

    /** {@return the name} */
    String name();

    /** {@return {@code metadata.uid}} */
    Optional<String> uid();

    /** {@return {@code metadata.labels}} */
    @Value.NaturalOrder
    SortedMap<String, String> labels();

    /** {@return {@code metadata.deletionTimestamp}} */
    Optional<Instant> deletionRequested();

    /** {@return {@code spec.providerID}: the machine in the cloud; absent until the cloud controller has set it} */
    Optional<String> providerId();

    /** {@return {@code spec.taints}} */
    List<Taint> taints();

    /** {@return whether it is cordoned} */
    @Value.Default
    default boolean unschedulable() {
        return false;
    }

    /** {@return the IP addresses in the order in which the node reports them} */
    List<NodeAddress> addresses();

    /** {@return {@code status.conditions} by type} */
    @Value.NaturalOrder
    SortedMap<String, Condition> conditions();

    /** {@return the zone, if the node is labelled with one} */
    default Optional<String> zone() {
        return Optional.ofNullable(labels().get(ZONE_LABEL)).filter(zone -> !zone.isEmpty());
    }

    /** {@return the status of the condition Ready; {@link ConditionStatus#UNKNOWN} if it is not reported} */
    default ConditionStatus ready() {
        Condition ready = conditions().get("Ready");
        return ready == null ? ConditionStatus.UNKNOWN : ready.status();
    }

    /**
     * {@return the first internal address of a family}
     *
     * @param family the family
     */
    default Optional<IpAddress> internalAddress(IpFamily family) {
        return addresses().stream()
                .filter(address -> address.type() == NodeAddress.Type.INTERNAL_IP)
                .map(NodeAddress::address)
                .filter(address -> address.family() == family)
                .findFirst();
    }

    /** Checks the name. */
    @Value.Check
    default void check() {
        Names.checkPart("metadata.name", name());
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Node}. Not thread-safe. */
    final class Builder extends ImmutableNode.Builder {
        Builder() {}
    }
}
