package io.lbkit.model.cluster;

/** The type of a Service. */
public enum ServiceType implements ApiName {
    /** Reachable inside the cluster. */
    CLUSTER_IP("ClusterIP"),

    /** Reachable on a port of every node. */
    NODE_PORT("NodePort"),

    /** Reachable through a load balancer. */
    LOAD_BALANCER("LoadBalancer"),

    /** A DNS alias. */
    EXTERNAL_NAME("ExternalName");

    private final String apiName;

    ServiceType(String apiName) {
        this.apiName = apiName;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    /**
     * Reads the name in the Kubernetes API, which is case-sensitive.
     *
     * @param field the field it comes from, for the message
     * @param text the name
     * @return the constant
     * @throws io.lbkit.model.finding.InvalidValueException if there is none of that name
     */
    public static ServiceType parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
