package io.lbkit.model.cluster;

/** The kind of addresses in an EndpointSlice. */
public enum AddressType implements ApiName {
    /** IPv4 addresses. */
    IPV4("IPv4"),

    /** IPv6 addresses. */
    IPV6("IPv6"),

    /** Domain names. Deprecated and without meaning to a load balancer. */
    FQDN("FQDN");

    private final String apiName;

    AddressType(String apiName) {
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
    public static AddressType parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
