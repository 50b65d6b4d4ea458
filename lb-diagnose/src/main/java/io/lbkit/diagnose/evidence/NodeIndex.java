package io.lbkit.diagnose.evidence;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.net.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes by what clouds and flows call them, and the zones that they are in. Immutable. */
final class NodeIndex {
    private final Map<String, Node> byCloudId = new HashMap<>();
    private final Map<IpAddress, Node> byAddress = new HashMap<>();
    private final Set<String> zones = new HashSet<>();

    NodeIndex(ClusterSnapshot cluster) {
        cluster.nodes().forEach(this::add);
    }

    private void add(Node node) {
        node.providerId().ifPresent(id -> byCloudId.put(id.substring(id.lastIndexOf('/') + 1), node));
        node.addresses().forEach(address -> byAddress.put(address.address(), node));
        node.zone().ifPresent(zones::add);
    }

    /** The node that the end of a provider id names. */
    Optional<Node> ofCloudId(String id) {
        return Optional.ofNullable(byCloudId.get(id));
    }

    /** The node that has an address. */
    Optional<Node> at(IpAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    boolean hasZones() {
        return zones.size() > 1;
    }
}
