package io.lbkit.testkit.simulation;

import io.lbkit.model.finding.InvalidValueException;

/**
 * How large a simulated cluster is.
 *
 * @param nodes how many nodes, from 1 to 250
 * @param zones over how many zones they are spread, from 1 to 26
 */
public record ClusterShape(int nodes, int zones) {
    /**
     * Checks the figures.
     *
     * @param nodes how many nodes, from 1 to 250
     * @param zones over how many zones they are spread, from 1 to 26
     * @throws InvalidValueException if a figure is out of range
     */
    public ClusterShape {
        if (nodes < 1 || nodes > 250) {
            throw InvalidValueException.of("nodes", nodes, "a simulated cluster has 1 to 250 nodes");
        }
        if (zones < 1 || zones > 26) {
            throw InvalidValueException.of("zones", zones, "a simulated cluster has 1 to 26 zones");
        }
    }
}
