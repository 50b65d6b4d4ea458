package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A listener. Not thread-safe. */
final class Listener {
    private static final Set<String> WITH_IDLE_TIMEOUT = Set.of("TCP", "TCP_UDP", "TCP_QUIC");

    private final String arn;
    private final String loadBalancerArn;
    private final Instant created;
    private final Set<String> extraCertificates = new TreeSet<>();
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private ListenerSettings settings;

    Listener(String arn, String loadBalancerArn, ListenerSettings settings, Instant created) {
        this.arn = arn;
        this.loadBalancerArn = loadBalancerArn;
        this.created = created;
        this.settings = settings;
    }

    String arn() {
        return arn;
    }

    String loadBalancerArn() {
        return loadBalancerArn;
    }

    Instant created() {
        return created;
    }

    ListenerSettings settings() {
        return settings;
    }

    /** Puts other settings in place; what the new protocol does not have goes. */
    void change(ListenerSettings changed, SortedMap<String, String> defaults) {
        settings = changed;
        if (!changed.tls()) {
            extraCertificates.clear();
        }
        changed.certificate().ifPresent(extraCertificates::remove);
        if (WITH_IDLE_TIMEOUT.contains(changed.protocol())) {
            defaults.forEach(attributes::putIfAbsent);
        } else {
            attributes.clear();
        }
    }

    Set<String> extraCertificates() {
        return extraCertificates;
    }

    SortedMap<String, String> attributes() {
        return attributes;
    }

    boolean forwardsTo(String targetGroupArn) {
        return settings.forwards().stream()
                .anyMatch(forward -> forward.targetGroupArn().equals(targetGroupArn));
    }

    Xml xml() {
        Xml xml = Xml.empty()
                .with("ListenerArn", arn)
                .with("LoadBalancerArn", loadBalancerArn)
                .with("Port", settings.port())
                .with("Protocol", settings.protocol())
                .members("DefaultActions", List.of(action()));
        if (!settings.tls()) {
            return xml;
        }
        return xml.members("Certificates", certificates())
                .with("SslPolicy", settings.sslPolicy())
                .members("AlpnPolicy", settings.alpn().stream().toList());
    }

    private List<Xml> certificates() {
        return settings.certificate().stream()
                .map(certificate -> Xml.empty().with("CertificateArn", certificate))
                .toList();
    }

    private Xml action() {
        List<Xml> groups = new ArrayList<>();
        settings.forwards()
                .forEach(forward -> groups.add(Xml.empty()
                        .with("TargetGroupArn", forward.targetGroupArn())
                        .with("Weight", forward.weight())));
        Xml plain = Xml.empty().members("TargetGroups", groups);
        Xml config = settings.stickiness()
                .map(enabled ->
                        plain.with("TargetGroupStickinessConfig", Xml.empty().with("Enabled", enabled)))
                .orElse(plain);
        Optional<String> only = settings.forwards().size() == 1
                ? Optional.of(settings.forwards().get(0).targetGroupArn())
                : Optional.empty();
        return Xml.empty().with("Type", "forward").with("TargetGroupArn", only).with("ForwardConfig", config);
    }
}
