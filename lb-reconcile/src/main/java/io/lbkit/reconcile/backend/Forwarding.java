package io.lbkit.reconcile.backend;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What kube-proxy on one node does with a new connection to a Service port.
 *
 * @param verdict what it does
 * @param basis by which rule the targets were chosen
 * @param targets where it may send the connection, sorted; empty unless it forwards
 * @param coverage how much is known of what it decides upon; only if complete are verdict and targets certain
 * @see <a href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-network/1669-proxy-terminating-endpoints">KEP-1669</a>
 */
public record Forwarding(Verdict verdict, Basis basis, List<Target> targets, Coverage coverage) {
    /** What kube-proxy does. */
    public enum Verdict {
        /** It sends the connection to one of the targets. */
        FORWARDS,
        /** It refuses the connection, since no endpoint of the cluster can be used. */
        REJECTS,
        /** It lets the connection time out, since only endpoints of other nodes could be used and policy is Local. */
        DROPS
    }

    /** By which rule targets are chosen. */
    public enum Basis {
        /** Ready endpoints: all of them, or under policy Local those of the node. */
        READY,
        /** Ready endpoints hinted for the node, since every ready endpoint has a hint of this kind. */
        READY_HINTED_FOR_NODE,
        /** Ready endpoints hinted for the zone of the node, since every ready endpoint has a hint of this kind. */
        READY_HINTED_FOR_ZONE,
        /** Endpoints that still serve while they end, since no ready one is eligible. */
        SERVING_WHILE_TERMINATING,
        /** No endpoint can be used. */
        NONE
    }

    /**
     * Where a connection may go.
     *
     * @param address the address
     * @param port the port
     * @param endpoint the endpoint behind it
     */
    public record Target(IpAddress address, int port, Endpoint endpoint) {
        /** {@return the node it is on; absent on some slices that no controller of Kubernetes wrote} */
        public Optional<String> node() {
            return endpoint.nodeName();
        }

        @Override
        public String toString() {
            return EndpointEntry.label(address, port);
        }
    }

    /**
     * Copies the list.
     *
     * @param verdict what it does
     * @param basis by which rule the targets were chosen
     * @param targets where it may send the connection, sorted; empty unless it forwards
     * @param coverage how much is known of what it decides upon; only if complete are verdict and targets certain
     */
    public Forwarding {
        targets = List.copyOf(targets);
    }

    /** {@return whether the node sends to endpoints that are ending, since no ready one is eligible} */
    public boolean fallsBackToTerminating() {
        return basis == Basis.SERVING_WHILE_TERMINATING;
    }
}
