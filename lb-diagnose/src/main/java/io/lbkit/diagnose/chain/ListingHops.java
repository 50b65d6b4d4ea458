package io.lbkit.diagnose.chain;

import static io.lbkit.diagnose.chain.Hop.CARRIER;
import static io.lbkit.diagnose.chain.Hop.LISTED;
import static io.lbkit.diagnose.chain.Hop.SELECTED;

import io.lbkit.diagnose.evidence.PodIndex;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.util.Optional;

/** What the cluster itself says of a backend: selected by the Service, listed in a slice, carried by a node. */
final class ListingHops {
    private final ServiceCase about;

    ListingHops(ServiceCase about) {
        this.about = about;
    }

    HopResult selected(Backend backend, PortCase port) {
        if (about.service().selector().isEmpty()) {
            return HopResult.none(SELECTED, about.subject() + " has no spec.selector");
        }
        return backend.pod().map(pod -> selected(pod, port)).orElseGet(() -> unseen(backend));
    }

    private HopResult selected(Pod pod, PortCase port) {
        if (!PodIndex.carries(pod, about.service())) {
            return HopResult.fail(
                    SELECTED,
                    "Pod/" + pod.key() + " metadata.labels " + pod.labels() + " lack the selector "
                            + about.service().selector());
        }
        Optional<IpAddress> address = Backend.address(pod, port.family());
        if (address.isEmpty()) {
            return HopResult.fail(
                    SELECTED,
                    "Pod/" + pod.key() + " has no " + port.family().label() + " address; its phase is "
                            + pod.phase().apiName());
        }
        return HopResult.pass(
                SELECTED, "Pod/" + pod.key() + " carries " + about.service().selector());
    }

    /** The writer of a slice saw the pod once; whether it is still there, only the pods themselves show. */
    private HopResult unseen(Backend backend) {
        EndpointEntry entry = backend.entry().orElseThrow();
        if (backend.podName().isEmpty()) {
            return HopResult.none(SELECTED, entry.where() + " names no pod");
        }
        return about.knowsAll(ObjectType.POD)
                ? HopResult.fail(SELECTED, entry.where() + " names a pod that does not exist")
                : HopResult.unknown(SELECTED, entry.where() + " names a pod that was not read");
    }

    HopResult listed(Backend backend, PortCase port) {
        if (backend.entry().isEmpty()) {
            return about.knowsSlices()
                    ? HopResult.fail(
                            LISTED, "no EndpointSlice of " + about.subject() + " has it for port " + port.label())
                    : HopResult.unknown(LISTED, "the EndpointSlices of " + about.subject() + " are not all known");
        }
        EndpointEntry entry = backend.entry().get();
        Optional<IpAddress> moved = backend.pod()
                .flatMap(pod -> Backend.address(pod, port.family()))
                .filter(address -> !address.equals(entry.address()));
        if (moved.isPresent()) {
            return HopResult.fail(LISTED, entry.where() + " has " + entry.address() + ", the pod has " + moved.get());
        }
        boolean serves = entry.endpoint().isReady()
                || (backend.isLeaving() && entry.endpoint().isServing());
        String shown = entry.where() + " " + entry.label() + " ready="
                + entry.endpoint().isReady() + " serving=" + entry.endpoint().isServing() + " terminating="
                + entry.endpoint().isTerminating();
        return serves ? HopResult.pass(LISTED, shown) : HopResult.fail(LISTED, shown);
    }

    HopResult carrier(Backend backend, PortCase port) {
        if (port.wanted().isEmpty()) {
            return HopResult.unknown(CARRIER, "whether the load balancer sends to nodes or to pods is not known");
        }
        if (port.sendsTo(BackendMode.POD_IP)) {
            return HopResult.none(CARRIER, "the load balancer sends to the pod itself");
        }
        if (port.port().nodePort().isEmpty() && !about.service().allocateLoadBalancerNodePorts()) {
            return HopResult.fail(
                    CARRIER,
                    "port " + port.label() + " of " + about.subject()
                            + " has no nodePort, and spec.allocateLoadBalancerNodePorts is false");
        }
        PortBackends wanted = port.wanted().get();
        return about.service().externalTrafficPolicy() == TrafficPolicy.LOCAL
                ? ownNode(backend, wanted)
                : anyNode(wanted);
    }

    private HopResult anyNode(PortBackends wanted) {
        if (!wanted.members().isEmpty()) {
            return HopResult.pass(CARRIER, wanted.members().size() + " nodes can carry");
        }
        return wanted.coverage() == Coverage.COMPLETE
                ? HopResult.fail(CARRIER, "no node can carry: " + wanted.excluded())
                : HopResult.unknown(CARRIER, "the nodes are not all known");
    }

    private HopResult ownNode(Backend backend, PortBackends wanted) {
        Optional<String> node = backend.nodeName();
        if (node.isEmpty()) {
            return HopResult.unknown(CARRIER, "the node of the backend is not known");
        }
        if (wanted.members().get(new MemberKey(node.get(), 0)).isPresent()) {
            return HopResult.pass(CARRIER, "Node/" + node.get() + " is eligible");
        }
        Optional<Exclusion> out = wanted.excluded().stream()
                .filter(exclusion -> exclusion.id().equals(node.get()))
                .findFirst();
        return out.map(exclusion -> HopResult.fail(CARRIER, exclusion.detail()))
                .orElseGet(() -> HopResult.unknown(CARRIER, "Node/" + node.get() + " was not read"));
    }
}
