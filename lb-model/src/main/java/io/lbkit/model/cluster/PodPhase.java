package io.lbkit.model.cluster;

/** The phase of a Pod. */
public enum PodPhase implements ApiName {
    /** Accepted, not all containers started. */
    PENDING("Pending"),

    /** Bound to a node, containers started. */
    RUNNING("Running"),

    /** All containers ended well. */
    SUCCEEDED("Succeeded"),

    /** All containers ended, one badly. */
    FAILED("Failed"),

    /** The node does not report. */
    UNKNOWN("Unknown");

    private final String apiName;

    PodPhase(String apiName) {
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
    public static PodPhase parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
