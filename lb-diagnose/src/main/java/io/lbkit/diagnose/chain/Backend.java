package io.lbkit.diagnose.chain;

import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TargetRef;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A backend of a port as the cluster knows it: a pod, an entry of a slice, or both.
 *
 * @param pod the pod, if one is selected or named by the entry
 * @param entry the entry, if a slice lists it
 */
record Backend(Optional<Pod> pod, Optional<EndpointEntry> entry) {
    /** Every backend of a port. Those that are on their way out count only if there is nobody else. */
    static List<Backend> of(ServiceCase about, PortCase port) {
        List<Backend> all = new ArrayList<>();
        OpenEntries entries = new OpenEntries(port.endpoints().entries());
        for (Pod pod : about.pods()) {
            all.add(new Backend(Optional.of(pod), entries.take(pod, address(pod, port.family()))));
        }
        for (EndpointEntry entry : entries.left()) {
            all.add(new Backend(named(about, entry), Optional.of(entry)));
        }
        List<Backend> staying =
                all.stream().filter(backend -> !backend.isLeaving()).toList();
        return staying.isEmpty() ? all : staying;
    }

    private static Optional<Pod> named(ServiceCase about, EndpointEntry entry) {
        return entry.endpoint()
                .targetRef()
                .flatMap(ref -> ref.pod(about.service().key().namespace()))
                .flatMap(about.cluster()::pod);
    }

    static Optional<IpAddress> address(Pod pod, IpFamily family) {
        return pod.ips().stream().filter(ip -> ip.family() == family).findFirst();
    }

    /** {@return the port at which it is asked, if its entry or its containers say so} */
    OptionalInt number(PortCase port) {
        if (entry.isPresent()) {
            return OptionalInt.of(entry.get().port());
        }
        return pod.isPresent()
                ? pod.get().resolve(port.port().targetPort(), port.port().protocol())
                : OptionalInt.empty();
    }

    /** {@return its address and port as a target, the address alone if the port is not known} */
    Optional<String> target(PortCase port) {
        Optional<IpAddress> address =
                entry.map(EndpointEntry::address).or(() -> pod.flatMap(each -> address(each, port.family())));
        OptionalInt number = number(port);
        return address.map(IpAddress::toString)
                .map(text -> number.isPresent() ? target(text, number.getAsInt()) : text);
    }

    static String target(String address, int number) {
        return address + " port " + number;
    }

    boolean isLeaving() {
        return pod.map(each -> each.deletionRequested().isPresent()).orElse(false)
                || entry.map(each -> each.endpoint().isTerminating()).orElse(false);
    }

    /** {@return the name of the pod that the entry names, whether it exists or not} */
    Optional<String> podName() {
        return pod.map(each -> each.key().name())
                .or(() -> entry.flatMap(each -> each.endpoint().targetRef())
                        .filter(TargetRef::isPod)
                        .map(TargetRef::name));
    }

    Optional<String> nodeName() {
        return pod.flatMap(Pod::nodeName)
                .or(() -> entry.flatMap(each -> each.endpoint().nodeName()));
    }
}
