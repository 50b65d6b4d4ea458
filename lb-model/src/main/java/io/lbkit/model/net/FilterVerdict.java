package io.lbkit.model.net;

/**
 * What packet filters do with a packet.
 *
 * @param outcome whether it passes
 * @param reason the stage and the rule that settle it, or what would have to be known
 */
public record FilterVerdict(Outcome outcome, String reason) {
    /** Whether a packet passes; a worse outcome is the greater one. */
    public enum Outcome {
        /** It passes. */
        ALLOW,
        /** What is known does not settle it. */
        UNKNOWN,
        /** It is dropped. */
        DENY
    }
}
