package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import java.util.Comparator;

/**
 * One endpoint of one slice, for one Service port.
 *
 * @param address the canonical address
 * @param port the port
 * @param endpoint the endpoint
 * @param slice where it stands
 */
record EndpointEntry(IpAddress address, int port, Endpoint endpoint, EndpointSlice slice) {
    /** Entries of the same target: a living state stands before a terminating one, a newer slice before an older one. */
    private static final Comparator<EndpointEntry> SAME_TARGET = Comparator.comparing(
                    (EndpointEntry entry) -> entry.endpoint().isTerminating())
            .thenComparing(entry -> -entry.slice().generation())
            .thenComparing(entry -> !entry.endpoint().isReady())
            .thenComparing(entry -> !entry.endpoint().isServing())
            .thenComparing(entry -> entry.slice().key());

    /** Entries of different targets that claim one address: the living pod stands before the one that had it earlier. */
    private static final Comparator<EndpointEntry> REUSED_ADDRESS = Comparator.comparing(
                    (EndpointEntry entry) -> entry.endpoint().isTerminating())
            .thenComparing(entry -> !entry.endpoint().isReady())
            .thenComparing(entry -> !entry.endpoint().isServing())
            .thenComparing(EndpointEntry::target)
            .thenComparing(entry -> entry.slice().key());

    /** What tells targets apart: the uid, else the name, else nothing. */
    String target() {
        return endpoint.targetRef().map(ref -> ref.uid().orElse(ref.name())).orElse("");
    }

    String label() {
        return (address.toString().indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }

    String where() {
        return "EndpointSlice/" + slice.key()
                + endpoint.targetRef()
                        .map(TargetRef::name)
                        .map(name -> " (" + name + ")")
                        .orElse("");
    }

    /** Of two entries with the same address and port, the one that counts; the same in either order. */
    static EndpointEntry prevailing(EndpointEntry one, EndpointEntry other) {
        Comparator<EndpointEntry> order = one.target().equals(other.target()) ? SAME_TARGET : REUSED_ADDRESS;
        return order.compare(one, other) <= 0 ? one : other;
    }
}
