package io.lbkit.diagnose.traffic.read;

import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One flow as Cilium's {@code flow.proto} has it, in the JSON that Protocol Buffers make of it. Hubble shows packets; here a
 * reply says how far its request got.
 */
final class HubbleFlow {
    private static final Pattern PROBE =
            Pattern.compile("(kube-probe/|ELB-HealthChecker/|GoogleHC/|Load Balancer Agent).*");

    /** {@code TraceObservationPoint.TO_ENDPOINT}, as a name or as a number. */
    private static final List<String> AT_ENDPOINT = List.of("TO_ENDPOINT", "101");

    private final Fields message;
    private final Fields flow;
    private final Fields l7;
    private final boolean reply;

    private HubbleFlow(Fields message, Fields flow) {
        this.message = message;
        this.flow = flow;
        this.l7 = flow.child("l7");
        this.reply =
                flow.flag("is_reply").or(() -> flow.flag("reply")).orElseGet(() -> isResponse() || acceptsConnection());
    }

    /**
     * Reads a flow.
     *
     * @param message what is around the flow: an exporter may be told to leave node and time out of the flow itself
     * @param flow the flow
     * @return nothing for what is no request, such as ICMP
     * @throws InvalidValueException if a field cannot be used
     */
    static Optional<Flow> read(Fields message, Fields flow) {
        return new HubbleFlow(message, flow).read();
    }

    private boolean isResponse() {
        return l7.text("type")
                .filter(type -> type.equals("RESPONSE") || type.equals("2"))
                .isPresent();
    }

    /** Of a packet that is dropped Hubble does not say whether it is a reply; SYN with ACK always is. */
    private boolean acceptsConnection() {
        Fields flags = flow.child("l4").child("TCP").child("flags");
        return flags.flag("SYN").orElse(false) && flags.flag("ACK").orElse(false);
    }

    private static String node(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private Optional<Protocol> protocol() {
        return Stream.of(Protocol.values())
                .filter(protocol -> flow.child("l4").has(protocol.name()))
                .findFirst();
    }

    private Optional<Flow> read() {
        Optional<Protocol> protocol = protocol();
        boolean isOther = protocol.isEmpty()
                && (flow.child("l4").has("ICMPv4") || flow.child("l4").has("ICMPv6"));
        if (isOther) {
            return Optional.empty();
        }
        Fields l4 = protocol.map(name -> flow.child("l4").child(name.name())).orElseGet(() -> flow.child("l4"));
        FlowPeer source = peer("source", l4.integer("source_port"));
        FlowPeer destination = peer("destination", l4.integer("destination_port"));
        return Optional.of(Flow.builder()
                .time(flow.time("time").or(() -> message.time("time")).orElseGet(() -> flow.neededTime("time")))
                .client(reply ? destination : source)
                .server(reply ? source : destination)
                .protocol(protocol)
                .verdict(verdict(l4))
                .dropReason(dropReason())
                .httpStatus(answer("http", "code"))
                .dnsCode(answer("dns", "rcode"))
                .latency(latency())
                .probe(isProbe())
                .node(flow.text("node_name").or(() -> message.text("node_name")).map(HubbleFlow::node))
                .build());
    }

    private FlowPeer peer(String side, OptionalInt port) {
        Fields endpoint = flow.child(side);
        Optional<ObjectKey> pod = endpoint.text("pod_name")
                .flatMap(name -> endpoint.text("namespace").map(namespace -> ObjectKey.of(namespace, name)));
        Fields service = flow.child(side + "_service");
        FlowPeer.Builder peer = FlowPeer.builder()
                .address(flow.child("IP").address(side))
                .port(port.orElse(0) == 0 ? OptionalInt.empty() : port)
                .pod(pod)
                .service(service.text("name")
                        .flatMap(name -> service.text("namespace").map(namespace -> ServiceKey.of(namespace, name))))
                .workload(endpoint.children("workloads").stream()
                        .findFirst()
                        .map(workload -> workload.text("kind").orElse("Workload") + "/"
                                + endpoint.text("namespace").orElse("") + "/"
                                + workload.text("name").orElse("")));
        return pod.isPresent() ? peer.build() : peer.place(place(endpoint)).build();
    }

    private static FlowPeer.Place place(Fields endpoint) {
        List<String> labels =
                endpoint.list("labels").stream().map(String::valueOf).toList();
        if (labels.contains("reserved:remote-node")) {
            return FlowPeer.Place.NODE;
        }
        if (labels.contains("reserved:host") || labels.contains("reserved:health")) {
            return FlowPeer.Place.SAME_NODE;
        }
        boolean world =
                labels.stream().anyMatch(label -> label.startsWith("reserved:world") || label.startsWith("cidr:"));
        return world ? FlowPeer.Place.OUTSIDE : FlowPeer.Place.UNKNOWN;
    }

    private FlowVerdict verdict(Fields l4) {
        String verdict = flow.needed("verdict");
        if (isDropped(verdict)) {
            return FlowVerdict.DROPPED;
        }
        if (reply) {
            boolean reset = l4.child("flags").flag("RST").orElse(false);
            return reset ? FlowVerdict.RESET : FlowVerdict.ANSWERED;
        }
        boolean arrived = flow.text("trace_observation_point")
                .filter(AT_ENDPOINT::contains)
                .isPresent();
        return arrived ? FlowVerdict.DELIVERED : FlowVerdict.FORWARDED;
    }

    private static boolean isDropped(String verdict) {
        return switch (verdict) {
            case "DROPPED", "2", "ERROR", "3" -> true;
            case "FORWARDED", "1", "AUDIT", "4", "REDIRECTED", "5", "TRACED", "6", "TRANSLATED", "7" -> false;
            case "VERDICT_UNKNOWN", "0" -> false;
            default -> throw InvalidValueException.of("verdict", verdict, "it is a verdict of Hubble");
        };
    }

    private Optional<String> dropReason() {
        if (!isDropped(flow.needed("verdict"))) {
            return Optional.empty();
        }
        return flow.text("drop_reason_desc")
                .or(() -> flow.text("drop_reason"))
                .map(reason -> DropReasons.name(reason, isEgress()))
                .or(() -> l7.map().isEmpty() ? Optional.empty() : Optional.of(DropReasons.AT_LAYER_7));
    }

    private boolean isEgress() {
        return flow.text("traffic_direction")
                .filter(direction -> direction.equals("EGRESS") || direction.equals("2"))
                .isPresent();
    }

    private OptionalInt answer(String protocol, String code) {
        if (!isResponse()) {
            return OptionalInt.empty();
        }
        if (protocol.equals("dns")) {
            return l7.has("dns") ? OptionalInt.of(l7.child("dns").integer(code).orElse(0)) : OptionalInt.empty();
        }
        OptionalInt status = l7.child(protocol).integer(code);
        return status.orElse(0) == 0 ? OptionalInt.empty() : status;
    }

    private Optional<Duration> latency() {
        return isResponse()
                ? l7.whole("latency_ns").stream().mapToObj(Duration::ofNanos).findFirst()
                : Optional.empty();
    }

    private boolean isProbe() {
        boolean agent = l7.child("http").children("headers").stream()
                .filter(header -> header.text("key").orElse("").equalsIgnoreCase("user-agent"))
                .anyMatch(
                        header -> PROBE.matcher(header.text("value").orElse("")).matches());
        return agent
                || Stream.of("source", "destination")
                        .anyMatch(side -> flow.child(side).list("labels").contains("reserved:health"));
    }
}
