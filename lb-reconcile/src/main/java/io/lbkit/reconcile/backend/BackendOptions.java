package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.lb.BackendMode;
import java.util.Optional;
import java.util.function.Function;
import org.immutables.value.Value;

/** In which way backends are resolved; a provider chooses. Immutable. */
@Value.Immutable
public interface BackendOptions {
    /** What checks a node under external traffic policy Cluster. */
    enum NodeCheck {
        /** kube-proxy's health endpoint, {@code :10256/healthz}: the node forwards and is not going away (KEP-3836). */
        KUBE_PROXY,
        /** A connection to the node port. */
        NODE_PORT
    }

    /** Which pods get traffic although they are not ready; a pod that is not known to the snapshot never does. */
    enum UnreadyPods {
        /** None. */
        NONE,
        /**
         * Those whose containers are all ready, on a node that is: they wait for nothing but their readiness gates, and a gate
         * that reports the health of a target holds only once the pod is one.
         */
        CONTAINERS_READY,
        /** The same; and where no pod at all is a member, those on nodes whose state is not known. */
        CONTAINERS_READY_FAIL_OPEN
    }

    /** {@return what packets are sent to} */
    BackendMode mode();

    /** {@return which nodes are eligible; the rules of the newest release unless said otherwise} */
    @Value.Default
    default NodeEligibility nodes() {
        return NodeEligibility.current();
    }

    /** {@return what checks a node under policy Cluster; kube-proxy unless said otherwise} */
    @Value.Default
    default NodeCheck nodeCheck() {
        return NodeCheck.KUBE_PROXY;
    }

    /**
     * {@return whether, under policy Local, only nodes with a ready endpoint become members; false unless said otherwise, as
     * in Kubernetes, where the health check does the choosing}
     */
    @Value.Default
    default boolean onlyNodesWithReadyEndpoints() {
        return false;
    }

    /** {@return whether a node without an internal address of the family is left out; false unless said otherwise} */
    @Value.Default
    default boolean nodeAddressNeeded() {
        return false;
    }

    /** {@return which pods are members although they are not ready; none unless said otherwise} */
    @Value.Default
    default UnreadyPods unreadyPods() {
        return UnreadyPods.NONE;
    }

    /**
     * {@return a further condition of the provider: a pure function that says why a node is left out, or nothing}
     *
     * <p>The nodes are looked at once for each distinct function, so all Services should be resolved with the same one and not
     * with a new lambda each.
     */
    @Value.Default
    default Function<Node, Optional<String>> nodeFilter() {
        return node -> Optional.empty();
    }

    /** {@return options for nodes on node ports} */
    static BackendOptions nodePort() {
        return builder().mode(BackendMode.NODE_PORT).build();
    }

    /** {@return options for pods on their own addresses} */
    static BackendOptions podIp() {
        return builder().mode(BackendMode.POD_IP).build();
    }

    /** {@return a builder; the mode is mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link BackendOptions}. Not thread-safe. */
    final class Builder extends ImmutableBackendOptions.Builder {
        Builder() {}
    }
}
