package io.lbkit.diagnose.chain;

import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.net.Cidr;
import io.lbkit.reconcile.spi.FilterRequest;
import java.util.List;
import java.util.Optional;

/**
 * Packets that a filter of the cloud refuses for certain, though the Service needs them.
 *
 * @param leg the part of the way
 * @param port the port
 * @param client who sends them, unless it is the health check
 * @param step the filter that refuses, and the packets as it sees them
 * @param targets the members of the pool that they cannot reach; none if they do not get as far as that
 * @param chains the ways to backends that lead over these members alone
 */
public record Refusal(
        FilterRequest.Leg leg,
        PortCase port,
        Optional<Cidr> client,
        FilterPath.Step step,
        List<String> targets,
        List<Chain> chains) {
    /**
     * Copies the lists.
     *
     * @param leg the part of the way
     * @param port the port
     * @param client who sends them, unless it is the health check
     * @param step the filter that refuses, and the packets as it sees them
     * @param targets the members of the pool that they cannot reach; none if they do not get as far as that
     * @param chains the ways to backends that lead over these members alone
     */
    public Refusal {
        targets = List.copyOf(targets);
        chains = List.copyOf(chains);
    }
}
