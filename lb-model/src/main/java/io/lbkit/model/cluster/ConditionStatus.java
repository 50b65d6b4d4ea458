package io.lbkit.model.cluster;

/** The status of a condition. */
public enum ConditionStatus implements ApiName {
    /** It holds. */
    TRUE("True"),

    /** It does not hold. */
    FALSE("False"),

    /** The reporter does not know, or stopped reporting. */
    UNKNOWN("Unknown");

    private final String apiName;

    ConditionStatus(String apiName) {
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
    public static ConditionStatus parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
