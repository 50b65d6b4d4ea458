package io.lbkit.aws.internal.driver;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The targets of a target group over time. An instant that is missing was not measured.
 *
 * @param healthy the fewest healthy targets in each minute, by its start
 * @param unhealthy the most unhealthy targets in each minute, by its start
 */
public record HostCounts(SortedMap<Instant, Double> healthy, SortedMap<Instant, Double> unhealthy) {
    /**
     * Copies the measurements.
     *
     * @param healthy the fewest healthy targets in each minute, by its start
     * @param unhealthy the most unhealthy targets in each minute, by its start
     */
    public HostCounts {
        healthy = Collections.unmodifiableSortedMap(new TreeMap<>(healthy));
        unhealthy = Collections.unmodifiableSortedMap(new TreeMap<>(unhealthy));
    }
}
