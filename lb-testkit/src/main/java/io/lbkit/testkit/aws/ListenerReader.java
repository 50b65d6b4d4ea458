package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import io.lbkit.testkit.aws.ListenerSettings.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of a listener and refuses those that AWS refuses for themselves. */
final class ListenerReader {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC");
    private static final Set<String> ALPN_POLICIES =
            Set.of("None", "HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred");
    private static final String SSL_POLICY = "ELBSecurityPolicy-2016-08";
    private static final int LARGEST_WEIGHT = 999;

    private final AwsState state;

    ListenerReader(AwsState state) {
        this.state = state;
    }

    /** {@return the settings of a request; what it does not say stays as it was} */
    ListenerSettings read(AwsRequest request, Optional<ListenerSettings> old) {
        String protocol = request.text("Protocol")
                .or(() -> old.map(ListenerSettings::protocol))
                .orElseThrow(() -> Refusals.invalid("A listener protocol must be specified"));
        int port = request.number("Port")
                .or(() -> old.map(ListenerSettings::port))
                .orElseThrow(() -> Refusals.invalid("A listener port must be specified"));
        if (!PROTOCOLS.contains(protocol)) {
            throw Refusals.of("UnsupportedProtocol", "Network Load Balancers do not support the protocol " + protocol);
        }
        boolean tls = protocol.equals("TLS");
        if (!tls) {
            refuseTlsOnly(request, protocol);
        }
        Optional<ListenerSettings> keep = old.filter(ListenerSettings::tls).filter(settings -> tls);
        List<Arguments> actions = request.list("DefaultActions");
        return new ListenerSettings(
                protocol,
                port,
                tls ? Optional.of(certificate(request, keep)) : Optional.empty(),
                tls ? Optional.of(sslPolicy(request, keep)) : Optional.empty(),
                alpn(request).or(() -> keep.flatMap(ListenerSettings::alpn)),
                actions.isEmpty() ? old.map(ListenerSettings::forwards).orElse(List.of()) : forwards(actions),
                actions.isEmpty()
                        ? old.flatMap(ListenerSettings::stickiness)
                        : actions.get(0)
                                .at("ForwardConfig")
                                .at("TargetGroupStickinessConfig")
                                .flag("Enabled"));
    }

    private static void refuseTlsOnly(AwsRequest request, String protocol) {
        for (String name : List.of("SslPolicy", "Certificates", "AlpnPolicy")) {
            boolean given = request.text(name).filter(text -> !text.isEmpty()).isPresent()
                    || !request.list(name).isEmpty();
            if (given) {
                throw Refusals.configuration(
                        name + " cannot be specified for a listener with the protocol " + protocol);
            }
        }
    }

    private String certificate(AwsRequest request, Optional<ListenerSettings> old) {
        List<Arguments> given = request.list("Certificates");
        if (given.size() > 1) {
            throw Refusals.configuration("Exactly one certificate can be specified for a listener");
        }
        String arn = given.stream()
                .flatMap(each -> each.text("CertificateArn").stream())
                .findFirst()
                .or(() -> old.flatMap(ListenerSettings::certificate))
                .orElseThrow(() -> Refusals.of(
                        "CertificateNotFound", "A certificate must be specified for listeners with the protocol TLS"));
        checkCertificate(arn);
        return arn;
    }

    void checkCertificate(String arn) {
        if (!state.network().certificates().contains(arn)) {
            throw Refusals.of("CertificateNotFound", "Certificate '" + arn + "' not found");
        }
    }

    private static String sslPolicy(AwsRequest request, Optional<ListenerSettings> old) {
        String policy = request.text("SslPolicy")
                .or(() -> old.flatMap(ListenerSettings::sslPolicy))
                .orElse(SSL_POLICY);
        if (!policy.matches("ELBSecurityPolicy-[A-Za-z0-9-]+")) {
            throw Refusals.of("SSLPolicyNotFound", "SSL policy '" + policy + "' not found");
        }
        return policy;
    }

    private static Optional<String> alpn(AwsRequest request) {
        List<String> policies = request.texts("AlpnPolicy");
        if (policies.size() > 1 || policies.stream().anyMatch(policy -> !ALPN_POLICIES.contains(policy))) {
            throw Refusals.of("ALPNPolicyNotFound", "ALPN policy not found: " + policies);
        }
        return policies.stream().findFirst();
    }

    private List<Forward> forwards(List<Arguments> actions) {
        if (actions.size() != 1
                || actions.get(0).text("Type").filter("forward"::equals).isEmpty()) {
            throw Refusals.of(
                    "InvalidLoadBalancerAction", "Listeners of Network Load Balancers have one action of type forward");
        }
        Arguments action = actions.get(0);
        List<Forward> forwards = new ArrayList<>();
        action.at("ForwardConfig").list("TargetGroups").forEach(group -> forwards.add(forward(group)));
        action.text("TargetGroupArn").ifPresent(arn -> {
            if (forwards.isEmpty()) {
                forwards.add(new Forward(arn, Optional.empty()));
            } else if (forwards.size() > 1 || !forwards.get(0).targetGroupArn().equals(arn)) {
                throw Refusals.invalid("TargetGroupArn and ForwardConfig name different target groups");
            }
        });
        checkGroups(forwards);
        return List.copyOf(forwards);
    }

    private static Forward forward(Arguments group) {
        Optional<Integer> weight = group.number("Weight");
        if (weight.filter(value -> value < 0 || value > LARGEST_WEIGHT).isPresent()) {
            throw Refusals.invalid("The weight of a target group is between 0 and " + LARGEST_WEIGHT);
        }
        return new Forward(group.text("TargetGroupArn").orElse(""), weight);
    }

    private void checkGroups(List<Forward> forwards) {
        if (forwards.isEmpty()) {
            throw Refusals.invalid("An action of type forward must name a target group");
        }
        if (forwards.stream().map(Forward::targetGroupArn).distinct().count() < forwards.size()) {
            throw Refusals.invalid("A target group can be named once in an action");
        }
        if (forwards.size() > 1
                && forwards.stream().anyMatch(forward -> forward.weight().isEmpty())) {
            throw Refusals.invalid("Weights must be specified where an action names several target groups");
        }
        state.quotas()
                .check(Quota.TARGET_GROUPS_PER_ACTION, forwards.size(), "TooManyUniqueTargetGroupsPerLoadBalancer");
    }
}
