package io.lbkit.model.lb;

/** What the load balancer sends packets to. */
public enum BackendMode {
    /** Nodes, on the node port of the Service. */
    NODE_PORT("instance"),
    /** Pods, on their own address and port. */
    POD_IP("ip");

    private final String label;

    BackendMode(String label) {
        this.label = label;
    }

    /** {@return the name used in text and JSON: {@code instance} or {@code ip}} */
    public String label() {
        return label;
    }
}
