package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ProviderException;
import java.util.List;
import java.util.Map;

/**
 * What CloudWatch said.
 *
 * @param counts the measurements of each group that was read, also where there are none
 * @param failures why the other groups were not read
 */
public record HostCountReading(Map<MeasuredGroup, HostCounts> counts, List<ProviderException> failures) {
    /**
     * Copies the parts.
     *
     * @param counts the measurements of each group that was read
     * @param failures why the other groups were not read
     */
    public HostCountReading {
        counts = Map.copyOf(counts);
        failures = List.copyOf(failures);
    }
}
