package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.net.IpAddress;
import java.util.Comparator;
import java.util.Optional;

/**
 * One endpoint of one slice, for one Service port. Immutable.
 *
 * @param address the canonical address
 * @param port the port
 * @param endpoint the endpoint
 * @param slice where it stands
 */
public record EndpointEntry(IpAddress address, int port, Endpoint endpoint, EndpointSlice slice) {
    /** The living pod stands before the one that had the address earlier; the last steps only make the choice definite. */
    private static final Comparator<EndpointEntry> LIVING_FIRST = Comparator.comparing(
                    (EndpointEntry entry) -> entry.endpoint().isTerminating())
            .thenComparing(entry -> !entry.endpoint().isReady())
            .thenComparing(entry -> !entry.endpoint().isServing())
            .thenComparing(EndpointEntry::target)
            .thenComparing(entry -> entry.slice().key())
            .thenComparing(entry -> entry.endpoint().toString());

    /** Of one pod: a newer slice knows better than an older one, unless it is the only one to call the pod terminating. */
    private static final Comparator<EndpointEntry> NEWER_FIRST = Comparator.comparing(
                    (EndpointEntry entry) -> entry.endpoint().isTerminating())
            .thenComparing(entry -> entry.slice().generation(), Comparator.reverseOrder())
            .thenComparing(LIVING_FIRST);

    /** What tells targets apart: the uid, else the name, else nothing. */
    String target() {
        return endpoint.targetRef()
                .map(ref -> ref.uid().map("uid/"::concat).orElse("name/" + ref.name()))
                .orElse("");
    }

    /** {@return address and port as text, for example {@code 10.0.0.7:8080}} */
    public String label() {
        return label(address, port);
    }

    static String label(IpAddress address, int port) {
        return new MemberKey(address.toString(), port).toString();
    }

    /** {@return the slice, and the object behind the endpoint if it is named} */
    public String where() {
        return "EndpointSlice/" + slice.key()
                + endpoint.targetRef()
                        .map(TargetRef::name)
                        .map(name -> " (" + name + ")")
                        .orElse("");
    }

    /** Of two entries with the same address and port, the one that counts; the same in either order. */
    static EndpointEntry prevailing(EndpointEntry one, EndpointEntry other) {
        Comparator<EndpointEntry> order = one.isSamePodAs(other) ? NEWER_FIRST : LIVING_FIRST;
        return order.compare(one, other) <= 0 ? one : other;
    }

    private boolean isSamePodAs(EndpointEntry other) {
        Optional<String> uid = endpoint.targetRef().flatMap(TargetRef::uid);
        return uid.isPresent() && uid.equals(other.endpoint.targetRef().flatMap(TargetRef::uid));
    }
}
