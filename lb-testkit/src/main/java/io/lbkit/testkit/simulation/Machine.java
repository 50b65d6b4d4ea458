package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.NodeEligibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A node as it is, of which the API server learns late. */
final class Machine {
    /** So long a change takes at most to reach the rules of a node. */
    static final Duration MOST_PROXY_LAG = Duration.ofSeconds(2);

    private final int number;
    private final String name;
    private final String zone;
    private final Duration proxyLag;
    private boolean up = true;
    private boolean reported = true;
    private boolean cordoned;
    private boolean excluded;
    private Optional<ClusterVersion> frozen = Optional.empty();

    Machine(int number, String zone, Duration proxyLag) {
        this.number = number;
        this.name = "node-" + number;
        this.zone = zone;
        this.proxyLag = proxyLag;
    }

    String name() {
        return name;
    }

    String zone() {
        return zone;
    }

    IpAddress address() {
        return IpAddress.parse("10.0.0.10").plus(number);
    }

    private IpAddress addressSix() {
        return IpAddress.parse("fd00:10::10").plus(number);
    }

    /** {@return the first of the IPv6 addresses of its pods} */
    IpAddress firstPodAddressSix() {
        return IpAddress.parse("fd00:10:1::").plus(256L * number);
    }

    /** {@return the first of the addresses of its pods} */
    IpAddress firstPodAddress() {
        return IpAddress.parse("10.1.0.0").plus(256L * number);
    }

    boolean isUp() {
        return up;
    }

    void up(boolean reachable) {
        up = reachable;
    }

    /** Whether the API server takes it for ready. */
    void reported(boolean ready) {
        reported = ready;
    }

    boolean isReported() {
        return reported;
    }

    boolean isCordoned() {
        return cordoned;
    }

    void cordoned(boolean value) {
        cordoned = value;
    }

    boolean isExcluded() {
        return excluded;
    }

    void excluded(boolean value) {
        excluded = value;
    }

    boolean isProxyUp() {
        return frozen.isEmpty();
    }

    /** A kube-proxy that is down leaves its rules as they are and answers no probe. */
    void stopProxy(ApiServer api, Instant now) {
        frozen = Optional.of(rules(api, now));
    }

    void startProxy() {
        frozen = Optional.empty();
    }

    /** {@return what the forwarding rules of the node rest upon} */
    ClusterVersion rules(ApiServer api, Instant now) {
        return frozen.orElseGet(() -> api.asOf(now.minus(proxyLag)));
    }

    Node toNode() {
        Node.Builder node = Node.builder()
                .name(name())
                .uid("uid-" + name())
                .providerId("simulated://" + name())
                .putLabel(Node.ZONE_LABEL, zone)
                .unschedulable(cordoned)
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, address()))
                .addAddress(new NodeAddress(NodeAddress.Type.INTERNAL_IP, addressSix()))
                .putCondition("Ready", Condition.of(reported ? ConditionStatus.TRUE : ConditionStatus.UNKNOWN));
        if (excluded) {
            node.putLabel(NodeEligibility.EXCLUSION_LABEL, "true");
        }
        return node.build();
    }
}
