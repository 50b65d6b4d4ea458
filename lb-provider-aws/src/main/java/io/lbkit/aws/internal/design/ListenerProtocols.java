package io.lbkit.aws.internal.design;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says which listeners the ports of a Service become, and with which protocols. */
final class ListenerProtocols {
    private static final int MAX_LISTENERS = 50;

    private final DesignContext context;
    private final BackendMode mode;

    private ListenerProtocols(DesignContext context, BackendMode mode) {
        this.context = context;
        this.mode = mode;
    }

    /** {@return the listeners in the order of their ports; an error finding if a port cannot become one} */
    static List<ListenerWish> of(DesignContext context, BackendMode mode) {
        ListenerProtocols protocols = new ListenerProtocols(context, mode);
        protocols.checkNames();
        List<ListenerWish> wishes = new ArrayList<>();
        protocols
                .portsByNumber()
                .values()
                .forEach(ports -> protocols.wish(ports).ifPresent(wishes::add));
        if (wishes.size() > MAX_LISTENERS) {
            context.findings()
                    .add(
                            Codes.QUOTA,
                            FindingKind.QUOTA,
                            "spec.ports",
                            String.valueOf(wishes.size()),
                            "a Network Load Balancer has at most " + MAX_LISTENERS + " listeners",
                            "Split the Service.");
        }
        protocols.checkQuic(wishes);
        return wishes;
    }

    private SortedMap<Integer, List<ServicePort>> portsByNumber() {
        SortedMap<Integer, List<ServicePort>> byNumber = new TreeMap<>();
        for (ServicePort port : context.service().ports()) {
            byNumber.computeIfAbsent(port.port(), number -> new ArrayList<>()).add(port);
        }
        return byNumber;
    }

    private Optional<ListenerWish> wish(List<ServicePort> ports) {
        ServicePort first = ports.get(0);
        if (ports.stream().anyMatch(port -> port.protocol() == Protocol.SCTP)) {
            context.findings()
                    .unsupported(
                            at(first, "protocol"),
                            "SCTP",
                            "a Network Load Balancer speaks TCP and UDP",
                            "Use TCP or UDP, or another kind of load balancer.");
            return Optional.empty();
        }
        if (ports.size() > 1) {
            return tcpUdp(ports);
        }
        if (first.protocol() == Protocol.UDP) {
            String protocol = isQuic(first) ? "QUIC" : "UDP";
            return Optional.of(new ListenerWish(ports, protocol, protocol));
        } else if (isTls(first)) {
            return Optional.of(new ListenerWish(ports, "TLS", isEncryptedBehind() ? "TLS" : "TCP"));
        }
        return Optional.of(new ListenerWish(ports, "TCP", "TCP"));
    }

    private Optional<ListenerWish> tcpUdp(List<ServicePort> ports) {
        ServicePort first = ports.get(0);
        ServicePort second = ports.get(1);
        boolean on = context.annotations()
                .flag(AwsAnnotation.TCP_UDP_LISTENER)
                .orElse(context.options().isOn(FeatureGate.ENABLE_TCP_UDP_LISTENER));
        if (!on) {
            context.findings()
                    .conflict(
                            AwsAnnotation.TCP_UDP_LISTENER.fullName(),
                            "false",
                            "port " + first.port()
                                    + " is there for TCP and for UDP, and two listeners cannot have one port",
                            "Write \"true\", so that both become one TCP_UDP listener, or use different ports.");
            return Optional.empty();
        }
        boolean same = mode == BackendMode.NODE_PORT
                ? first.nodePort().equals(second.nodePort())
                : first.targetPort().equals(second.targetPort());
        if (!same) {
            String field = mode == BackendMode.NODE_PORT ? "nodePort" : "targetPort";
            context.findings()
                    .add(
                            Codes.CONFLICT,
                            FindingKind.CONFLICTING_CONFIGURATION,
                            at(second, field),
                            mode == BackendMode.NODE_PORT
                                    ? String.valueOf(second.nodePort().orElse(0))
                                    : second.targetPort().toString(),
                            "a TCP_UDP target group has one port, and the " + field + " of TCP and UDP differ",
                            "Give both ports the same " + field + ".");
            return Optional.empty();
        }
        String protocol = ports.stream().anyMatch(this::isQuic) ? "TCP_QUIC" : "TCP_UDP";
        return Optional.of(new ListenerWish(ports, protocol, protocol));
    }

    private boolean isTls(ServicePort port) {
        return context.annotations().list(AwsAnnotation.SSL_CERT).isPresent()
                && context.annotations()
                        .list(AwsAnnotation.SSL_PORTS)
                        .map(names -> names.stream().anyMatch(names(port)))
                        .orElse(true);
    }

    private boolean isEncryptedBehind() {
        return context.annotations()
                .text(AwsAnnotation.BACKEND_PROTOCOL)
                .filter("ssl"::equals)
                .isPresent();
    }

    private boolean isQuic(ServicePort port) {
        return port.protocol() == Protocol.UDP
                && context.annotations()
                        .list(AwsAnnotation.QUIC_PORTS)
                        .map(names -> names.stream().anyMatch(names(port)))
                        .orElse(false);
    }

    private static Predicate<String> names(ServicePort port) {
        return text -> text.equals(String.valueOf(port.port())) || (!text.isEmpty() && text.equals(port.name()));
    }

    private void checkNames() {
        for (String name : context.annotations().list(AwsAnnotation.SSL_PORTS).orElse(List.of())) {
            if (context.service().ports().stream().noneMatch(port -> names(port).test(name))) {
                context.findings()
                        .invalidAnnotation(
                                AwsAnnotation.SSL_PORTS.fullName(),
                                name,
                                "the Service has no such port"
                                        + (name.equals("*") ? ", and * does not stand for all of them" : ""),
                                "Write names or numbers of ports of the Service (" + portNames()
                                        + "), or remove the annotation to encrypt every TCP port.");
            }
        }
        for (String name : context.annotations().list(AwsAnnotation.QUIC_PORTS).orElse(List.of())) {
            checkQuicName(name);
        }
        context.annotations()
                .text(AwsAnnotation.BACKEND_PROTOCOL)
                .filter(text -> !text.equals("ssl") && !text.equals("tcp"))
                .ifPresent(text -> context.findings()
                        .warn(
                                Codes.RISKY,
                                FindingKind.INVALID_ANNOTATION,
                                Findings.field(AwsAnnotation.BACKEND_PROTOCOL.fullName()),
                                text,
                                "'" + text + "' has no effect: targets get plain TCP.",
                                "Write ssl to encrypt the way to the targets, or remove the annotation."));
    }

    private void checkQuicName(String name) {
        List<ServicePort> named = context.service().ports().stream()
                .filter(port -> names(port).test(name))
                .toList();
        String annotation = AwsAnnotation.QUIC_PORTS.fullName();
        if (named.isEmpty()) {
            context.findings()
                    .warn(
                            Codes.RISKY,
                            FindingKind.INVALID_ANNOTATION,
                            Findings.field(annotation),
                            name,
                            "The Service has no port '" + name + "', so it becomes no QUIC listener.",
                            "Write names or numbers of UDP ports of the Service, or remove the entry.");
        } else if (named.stream().noneMatch(port -> port.protocol() == Protocol.UDP)) {
            context.findings()
                    .conflict(
                            annotation,
                            name,
                            "the protocol of this port is " + named.get(0).protocol() + ", and QUIC needs UDP",
                            "Remove the entry, or make the port a UDP port.");
        }
    }

    private void checkQuic(List<ListenerWish> wishes) {
        List<ListenerWish> quic = wishes.stream().filter(ListenerWish::isQuic).toList();
        if (quic.isEmpty()) {
            return;
        }
        String value = String.join(
                ",", context.annotations().list(AwsAnnotation.QUIC_PORTS).orElse(List.of()));
        if (mode == BackendMode.NODE_PORT) {
            conflict(value, "QUIC needs pods as targets", "Write ip as " + AwsAnnotation.TARGET_TYPE.fullName() + ".");
        }
        if (quic.size() > 1) {
            conflict(value, "a load balancer has one QUIC listener at most", "Keep one port.");
        }
        if (wishes.stream().anyMatch(wish -> wish.hasUdp() && !wish.isQuic())) {
            conflict(
                    value,
                    "a load balancer has no UDP or TCP_UDP listener beside a QUIC listener",
                    "Move the other UDP ports to another Service.");
        }
    }

    private void conflict(String value, String rule, String remedy) {
        context.findings().conflict(AwsAnnotation.QUIC_PORTS.fullName(), value, rule, remedy);
    }

    private String portNames() {
        return context.service().ports().stream()
                .map(port -> port.name().isEmpty() ? String.valueOf(port.port()) : port.name())
                .collect(Collectors.joining(", "));
    }

    private String at(ServicePort port, String field) {
        return "spec.ports[" + context.service().ports().indexOf(port) + "]." + field;
    }
}
