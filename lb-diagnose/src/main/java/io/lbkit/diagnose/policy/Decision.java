package io.lbkit.diagnose.policy;

import io.lbkit.model.cluster.ObjectKey;
import java.util.List;

/**
 * Whether packets may pass.
 *
 * @param outcome the answer
 * @param policies the policies that it rests upon: those that admit, or else those that isolate the pod
 * @param reason why, in words
 */
public record Decision(Outcome outcome, List<ObjectKey> policies, String reason) {
    /** The answer, from the best to the worst. */
    public enum Outcome {
        /** They pass. */
        ALLOW,
        /** What is known does not settle it. */
        UNKNOWN,
        /** Every policy that was read drops them; one that was not read may admit them. */
        DENIED_SO_FAR,
        /** They are dropped. */
        DENY
    }

    /**
     * Copies the list.
     *
     * @param outcome the answer
     * @param policies the policies that it rests upon
     * @param reason why, in words
     */
    public Decision {
        policies = List.copyOf(policies);
    }
}
