package io.lbkit.model.cluster;

/** Which endpoints a node may forward to: {@code externalTrafficPolicy} and {@code internalTrafficPolicy}. */
public enum TrafficPolicy implements ApiName {
    /** Any endpoint of the cluster. */
    CLUSTER("Cluster"),

    /** Endpoints on the same node, which keeps the client address. */
    LOCAL("Local");

    private final String apiName;

    TrafficPolicy(String apiName) {
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
    public static TrafficPolicy parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
