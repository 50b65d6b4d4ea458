package io.lbkit.model.cluster;

/** How packets for an ingress address arrive (KEP-1860). */
public enum IpMode implements ApiName {
    /** Packets reach the node with the load balancer's address as destination. */
    VIP("VIP"),

    /** The load balancer rewrites the destination to a node or pod. */
    PROXY("Proxy");

    private final String apiName;

    IpMode(String apiName) {
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
    public static IpMode parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
