package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;

/**
 * How many pods of a workload there are, as its controller counts them.
 *
 * @param current pods that exist, from 0
 * @param ready those that are ready, from 0
 * @param updated those of the newest template, from 0
 * @param available those that have been ready for long enough, from 0
 */
public record ReplicaCounts(int current, int ready, int updated, int available) {
    /**
     * Checks the ranges.
     *
     * @param current pods that exist, from 0
     * @param ready those that are ready, from 0
     * @param updated those of the newest template, from 0
     * @param available those that have been ready for long enough, from 0
     * @throws InvalidValueException if a number is negative
     */
    public ReplicaCounts {
        check("status.replicas", current);
        check("status.readyReplicas", ready);
        check("status.updatedReplicas", updated);
        check("status.availableReplicas", available);
    }

    private static void check(String field, int count) {
        if (count < 0) {
            throw InvalidValueException.of(field, count, "a number of pods is not negative");
        }
    }
}
