package io.lbkit.testkit.simulation;

import java.time.Duration;

/**
 * A rule that was broken.
 *
 * @param rule the rule
 * @param at when, since the start of the simulation
 * @param detail what happened
 */
public record Violation(Rule rule, Duration at, String detail) {
    /** {@return one line with everything} */
    @Override
    public String toString() {
        return rule.label() + " broken after " + at.toSeconds() + " s: " + detail;
    }
}
