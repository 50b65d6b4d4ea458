package io.lbkit.model.cluster;

/** Whether a client stays with one endpoint. */
public enum SessionAffinity implements ApiName {
    /** Each connection is on its own. */
    NONE("None"),

    /** Connections of one client address go to one endpoint. */
    CLIENT_IP("ClientIP");

    private final String apiName;

    SessionAffinity(String apiName) {
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
    public static SessionAffinity parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
