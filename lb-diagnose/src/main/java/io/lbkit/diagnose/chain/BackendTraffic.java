package io.lbkit.diagnose.chain;

import io.lbkit.diagnose.traffic.Calls;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.TrafficIndex;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.reconcile.backend.EndpointEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was seen of requests to one backend at one port. Probes, and what comes from the node of the pod, are left out.
 *
 * @param backend the backend, as its chain names it
 * @param number the port at which it is asked
 * @param flows what was seen, in the order of time
 * @param drops what was dropped on the way to it and ought not to be
 */
public record BackendTraffic(String backend, int number, List<Flow> flows, List<Flow> drops) {
    /** A source says that an answer is missing only if it looked for this long after the request. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The reasons that say that somebody is not let in; who is meant to be let in decides whether that is a fault. */
    private static final Set<String> REFUSALS = Set.of(
            "POLICY_DENIED",
            "POLICY_DENY",
            "POLICY_DENIED_AT_LAYER_7",
            "POLICY_DENIED_AT_EGRESS",
            "DENIED_BY_LB_SRC_RANGE_CHECK",
            "AUTH_REQUIRED");

    /**
     * Copies the lists.
     *
     * @param backend the backend
     * @param number the port
     * @param flows what was seen
     * @param drops what was dropped and ought not to be
     */
    public BackendTraffic {
        flows = List.copyOf(flows);
        drops = List.copyOf(drops);
    }

    /** The traffic of one backend; absent if nobody looked, or if nobody knows at which port it is asked. */
    static Optional<BackendTraffic> of(ServiceCase about, Backend backend, PortCase port) {
        OptionalInt number = backend.number(port);
        Optional<TrafficIndex> traffic = about.index().traffic();
        if (traffic.isEmpty() || number.isEmpty()) {
            return Optional.empty();
        }
        List<Flow> flows = flows(traffic.get(), backend).stream()
                .filter(flow -> flow.server().port().equals(number))
                .filter(flow -> isSpoken(flow, port.port().protocol()))
                .filter(flow -> !flow.probe() && flow.client().place() != FlowPeer.Place.SAME_NODE)
                .toList();
        List<IpAddress> clients = about.index().input().clients();
        List<Flow> drops = flows.stream()
                .filter(flow -> flow.verdict() == FlowVerdict.DROPPED && isFault(flow, clients))
                .toList();
        return Optional.of(new BackendTraffic(name(about, backend), number.getAsInt(), flows, drops));
    }

    private static String name(ServiceCase about, Backend backend) {
        return backend.podName()
                .map(pod -> "pod " + about.service().key().namespace() + "/" + pod)
                .orElseGet(() ->
                        "endpoint " + backend.entry().map(EndpointEntry::label).orElse(""));
    }

    private static List<Flow> flows(TrafficIndex traffic, Backend backend) {
        Optional<Pod> pod = backend.pod();
        return pod.map(traffic::to)
                .or(() -> backend.entry().map(entry -> traffic.to(entry.address())))
                .orElse(List.of());
    }

    private static boolean isSpoken(Flow flow, Protocol protocol) {
        return flow.protocol().map(protocol::equals).orElse(true);
    }

    /** Whom a policy refuses may be meant to be refused, unless it is a client that should be served. */
    private static boolean isFault(Flow flow, List<IpAddress> clients) {
        boolean refused = flow.dropReason().map(REFUSALS::contains).orElse(true);
        return !refused || flow.client().address().filter(clients::contains).isPresent();
    }

    /** {@return the flows as calls of anybody} */
    public Calls calls() {
        return new Calls("clients", backend, flows);
    }

    private boolean has(FlowVerdict verdict) {
        return calls().count(verdict) > 0;
    }

    /** {@return whether a request was answered} */
    public boolean isAnswered() {
        return has(FlowVerdict.ANSWERED);
    }

    /** {@return whether requests reached the backend and it refused every one with a reset} */
    public boolean isRefused() {
        return !isAnswered() && has(FlowVerdict.RESET);
    }

    /** {@return whether requests were dropped on the way that ought not to be, and none got through} */
    public boolean isDropped() {
        return !isAnswered() && !isRefused() && !has(FlowVerdict.DELIVERED) && !drops.isEmpty();
    }

    /** {@return whether requests reached the backend and neither an answer nor a reset was seen} */
    public boolean isSilent() {
        return !isAnswered() && !isRefused() && has(FlowVerdict.DELIVERED);
    }

    /**
     * {@return whether it is known that a request got no answer: the source saw all that happened after it}
     *
     * @param traffic the evidence
     */
    public boolean lacksAnswer(TrafficIndex traffic) {
        return isSilent()
                && flows.stream()
                        .filter(flow -> flow.verdict() == FlowVerdict.DELIVERED)
                        .map(Flow::time)
                        .anyMatch(time -> traffic.evidence().sawAllOf(new Window(time, time.plus(PATIENCE))));
    }

    /** {@return the last flow of a verdict} */
    Optional<Flow> last(FlowVerdict verdict) {
        return flows.stream().filter(flow -> flow.verdict() == verdict).reduce((first, second) -> second);
    }
}
