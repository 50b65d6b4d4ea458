package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.lb.BackendMode;
import java.util.Map;

/** What AWS or its targets do not take together in one target group. */
final class TargetGroupRules {
    private TargetGroupRules() {}

    static void check(
            DesignContext context,
            Service service,
            ServicePort port,
            String protocol,
            BackendMode mode,
            HealthCheckWish check,
            Map<String, String> settings) {
        boolean udp = protocol.contains("UDP") || protocol.contains("QUIC");
        if (udp && "false".equals(settings.get(KnownAttribute.PRESERVE_CLIENT_IP))) {
            refuse(
                    context,
                    port,
                    KnownAttribute.PRESERVE_CLIENT_IP + "=false",
                    "targets of " + protocol + " always see the address of the client");
        }
        if (udp && settings.containsKey(KnownAttribute.UNHEALTHY_TERMINATION)) {
            refuse(
                    context,
                    port,
                    KnownAttribute.UNHEALTHY_TERMINATION,
                    "target groups of " + protocol + " do not have this attribute");
        }
        boolean onlyUdp = udp && !protocol.startsWith("TCP");
        if (onlyUdp && check.port().filter(HealthCheckWish.TRAFFIC_PORT::equals).isPresent()) {
            checkedByTcp(context, service, port, protocol, check);
        }
        if ("true".equals(settings.get(KnownAttribute.PROXY_PROTOCOL)) && check.isHttp()) {
            proxyProtocol(context, mode, check);
        }
    }

    private static void checkedByTcp(
            DesignContext context, Service service, ServicePort port, String protocol, HealthCheckWish check) {
        String at = "spec.ports[" + service.ports().indexOf(port) + "].protocol";
        boolean own = service.key().equals(context.service().key());
        context.findings()
                .warn(
                        Codes.RISKY,
                        FindingKind.RISKY_CONFIGURATION,
                        own ? at : "Service/" + service.key() + " " + at,
                        protocol,
                        "Targets of " + protocol + " port " + port.port() + " are checked over " + check.protocol()
                                + " on the same port; one that does not answer there is unhealthy.",
                        "Name a port that answers over TCP with " + AwsAnnotation.HEALTH_CHECK_PORT.fullName() + ".");
    }

    /** Health checks carry the header of the proxy protocol too, and kube-proxy does not understand it. */
    private static void proxyProtocol(DesignContext context, BackendMode mode, HealthCheckWish check) {
        String annotation = AwsAnnotation.HEALTH_CHECK_PROTOCOL.fullName();
        String field = context.service().healthCheckNodePort().stream()
                .mapToObj(String::valueOf)
                .findFirst()
                .orElse("");
        boolean askedOfKubeProxy =
                mode == BackendMode.NODE_PORT && check.port().map(field::equals).orElse(true);
        if (askedOfKubeProxy) {
            context.findings()
                    .conflict(
                            annotation,
                            check.protocol(),
                            "checks carry the header of proxy protocol version 2, and the health check port of the nodes "
                                    + "does not understand it, so every target would be unhealthy",
                            "Write tcp, and traffic-port as " + AwsAnnotation.HEALTH_CHECK_PORT.fullName()
                                    + ", or switch the proxy protocol off.");
        } else {
            context.findings()
                    .warn(
                            Codes.RISKY,
                            FindingKind.RISKY_CONFIGURATION,
                            Findings.field(annotation),
                            check.protocol(),
                            "Health checks of " + check.protocol()
                                    + " carry the header of proxy protocol version 2; what does not understand it is unhealthy.",
                            "Make sure that port " + check.port().orElse("") + " understands it, or write tcp.");
        }
    }

    private static void refuse(DesignContext context, ServicePort port, String value, String rule) {
        String part = String.valueOf(port.port());
        AwsAnnotation annotation = AwsAnnotation.TARGET_GROUP_ATTRIBUTES;
        boolean own = context.annotations().parts(annotation).containsKey(part);
        context.findings()
                .conflict(
                        own ? annotation.fullName(part) : annotation.fullName(),
                        value,
                        rule,
                        "Remove the attribute for port " + part
                                + ", for example by naming the others' ports one by one in " + annotation.fullName()
                                + ".PORT.");
    }
}
