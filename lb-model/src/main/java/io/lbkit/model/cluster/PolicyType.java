package io.lbkit.model.cluster;

/** What a NetworkPolicy isolates. */
public enum PolicyType implements ApiName {
    /** Connections to the pods. */
    INGRESS("Ingress"),

    /** Connections from the pods. */
    EGRESS("Egress");

    private final String apiName;

    PolicyType(String apiName) {
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
    public static PolicyType parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
