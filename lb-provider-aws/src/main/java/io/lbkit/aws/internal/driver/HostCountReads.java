package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads from CloudWatch how many targets of target groups were healthy. Safe for use by many threads. */
public final class HostCountReads implements AutoCloseable {
    private final AwsClients clients;

    /**
     * Nothing is asked of AWS before the first call.
     *
     * @param settings where and how it works
     */
    public HostCountReads(DriverSettings settings) {
        this.clients = new AwsClients(settings);
    }

    /**
     * Reads the measurements of each minute. Where AWS refuses or asks to wait, the groups that are left are not asked for; any
     * other failure costs the groups of one call.
     *
     * @param groups the target groups
     * @param from the start of the first minute
     * @param to the end of the last minute
     * @return what was read
     */
    public HostCountReading read(Collection<MeasuredGroup> groups, Instant from, Instant to) {
        Map<MeasuredGroup, HostCounts> counts = new HashMap<>();
        List<ProviderException> failures = new ArrayList<>();
        for (List<MeasuredGroup> piece : Lists.pieces(groups, MetricQuery.GROUPS)) {
            try {
                MetricQuery query = new MetricQuery(piece, from, to);
                query.read(clients.cloudWatch());
                counts.putAll(query.counts());
                failures.addAll(query.failures());
            } catch (ProviderException e) {
                failures.add(e);
                if (e.kind() == ErrorKind.PERMISSION || e.kind() == ErrorKind.THROTTLED) {
                    break;
                }
            }
        }
        return new HostCountReading(counts, failures);
    }

    @Override
    public void close() {
        clients.close();
    }
}
