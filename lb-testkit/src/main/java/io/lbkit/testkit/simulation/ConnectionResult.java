package io.lbkit.testkit.simulation;

import java.util.Locale;

/** What became of a connection of a client, and why. */
public enum ConnectionResult {
    /** A pod that was ready served it to its end. */
    SERVED(Loss.NONE),
    /** No pod of the Service was ready: no load balancer could have delivered it. */
    NOTHING_READY(Loss.NONE),
    /** Nobody has been served since the Service was deployed: its load balancer is not up yet. */
    STARTING(Loss.NONE),
    /** The address in the status of the Service belongs to no load balancer. */
    NO_LOAD_BALANCER(Loss.REFUSED),
    /** The load balancer does not listen on the port. */
    NO_LISTENER(Loss.REFUSED),
    /** No firewall rule lets the client in. */
    FIREWALLED(Loss.REFUSED),
    /** The load balancer holds no member for healthy. */
    NO_HEALTHY_MEMBER(Loss.REFUSED),
    /** The load balancer sent it to a node, or the node to a pod on one, that cannot be reached. */
    NODE_DOWN(Loss.REFUSED),
    /** The rules of the node lead to no endpoint. */
    NODE_WITHOUT_ENDPOINT(Loss.REFUSED),
    /** The pod is gone. */
    POD_GONE(Loss.REFUSED),
    /** The process of the pod does not listen, not yet or not any more. */
    POD_NOT_LISTENING(Loss.REFUSED),
    /** The pod ended while the connection was open. */
    POD_ENDED(Loss.RESET),
    /** The node of the pod was cut off while the connection was open. */
    NODE_LOST(Loss.RESET),
    /** The member left the load balancer, and the time for draining was over before the connection was. */
    DRAIN_ENDED(Loss.RESET),
    /** The pod fails its readiness probe. */
    POD_NOT_READY(Loss.MISDIRECTED),
    /** The pod is one of another Service, which has the address by now. */
    WRONG_POD(Loss.MISDIRECTED);

    private final Loss loss;

    /** What a client notices. */
    public enum Loss {
        /** Nothing, or nothing that a load balancer could help. */
        NONE,
        /** The connection was not opened. */
        REFUSED,
        /** The connection broke. */
        RESET,
        /** The connection reached a pod that was not to get it. */
        MISDIRECTED
    }

    ConnectionResult(Loss loss) {
        this.loss = loss;
    }

    /** {@return what the client notices} */
    public Loss loss() {
        return loss;
    }

    /** {@return whether the connection was lost} */
    public boolean isLost() {
        return loss != Loss.NONE;
    }

    /** {@return the name used in text, for example {@code node-down}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
