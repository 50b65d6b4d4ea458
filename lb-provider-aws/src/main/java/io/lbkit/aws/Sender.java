package io.lbkit.aws;

import io.lbkit.model.net.IpAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who sends packets.
 *
 * @param address the source address of the packets
 * @param groups the security groups of the sender; nothing if they are to be looked up by the address
 */
public record Sender(IpAddress address, Optional<SortedSet<String>> groups) {
    /**
     * Copies the groups.
     *
     * @param address the source address of the packets
     * @param groups the security groups of the sender; nothing if they are to be looked up by the address
     */
    public Sender {
        groups = groups.map(ids -> Collections.unmodifiableSortedSet(new TreeSet<>(ids)));
    }

    /**
     * A sender whose security groups are looked up by its address.
     *
     * @param address the source address of the packets
     * @return the sender
     */
    public static Sender at(IpAddress address) {
        return new Sender(address, Optional.empty());
    }

    /**
     * A load balancer. Rules about its security groups admit its packets, also where they carry the address of the client.
     *
     * @param address the source address of the packets: one of its own, or that of the client where it is preserved
     * @param groups the security groups of the load balancer; none if it has none
     * @return the sender
     */
    public static Sender loadBalancer(IpAddress address, Collection<String> groups) {
        return new Sender(address, Optional.of(new TreeSet<>(groups)));
    }
}
