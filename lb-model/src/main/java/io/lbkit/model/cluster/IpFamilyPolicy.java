package io.lbkit.model.cluster;

/** How many IP families a Service asks for. */
public enum IpFamilyPolicy implements ApiName {
    /** One family. */
    SINGLE_STACK("SingleStack"),

    /** Two families where the cluster has them. */
    PREFER_DUAL_STACK("PreferDualStack"),

    /** Two families or failure. */
    REQUIRE_DUAL_STACK("RequireDualStack");

    private final String apiName;

    IpFamilyPolicy(String apiName) {
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
    public static IpFamilyPolicy parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
