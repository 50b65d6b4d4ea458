package io.lbkit.testkit.aws;

import java.util.Optional;

/**
 * What the health checks of a target come to.
 *
 * @param state {@code healthy}, {@code unhealthy}, {@code unhealthy.draining} or {@code unavailable}
 * @param reason the reason code of AWS, for example {@code Target.Timeout}; none for a healthy target
 * @param description text for people
 */
public record AwsTargetHealth(String state, Optional<String> reason, Optional<String> description) {
    /** {@return the health of a target that answers} */
    public static AwsTargetHealth healthy() {
        return new AwsTargetHealth("healthy", Optional.empty(), Optional.empty());
    }

    /** {@return the health of a target that refuses connections} */
    public static AwsTargetHealth failing() {
        return unhealthy("Target.FailedHealthChecks", "Health checks failed");
    }

    /** {@return the health of a target that does not answer} */
    public static AwsTargetHealth timingOut() {
        return unhealthy("Target.Timeout", "Request timed out");
    }

    /**
     * {@return the health of a target that answers wrongly}
     *
     * @param code the HTTP status that it answers
     */
    public static AwsTargetHealth answering(int code) {
        return unhealthy("Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + code + "]");
    }

    private static AwsTargetHealth unhealthy(String reason, String description) {
        return new AwsTargetHealth("unhealthy", Optional.of(reason), Optional.of(description));
    }

    static AwsTargetHealth of(String state, String reason, String description) {
        return new AwsTargetHealth(state, Optional.of(reason), Optional.of(description));
    }

    Xml xml() {
        return Xml.empty().with("State", state).with("Reason", reason).with("Description", description);
    }
}
