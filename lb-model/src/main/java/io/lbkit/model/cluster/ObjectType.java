package io.lbkit.model.cluster;

/** The types of objects that a {@link ClusterSnapshot} holds. */
public enum ObjectType implements ApiName {
    /** {@link Service}. */
    SERVICE("Service"),
    /** {@link EndpointSlice}. */
    ENDPOINT_SLICE("EndpointSlice"),
    /** {@link Node}. */
    NODE("Node"),
    /** {@link Pod}. */
    POD("Pod"),
    /** {@link NetworkPolicy}. */
    NETWORK_POLICY("NetworkPolicy"),
    /** {@link ClusterEvent}. */
    EVENT("Event");

    private final String apiName;

    ObjectType(String apiName) {
        this.apiName = apiName;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    @Override
    public String toString() {
        return apiName;
    }
}
