package io.lbkit.testkit.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A target group with its targets. Not thread-safe. */
final class TargetGroup {
    private static final Set<String> WITH_UDP = Set.of("UDP", "TCP_UDP", "QUIC", "TCP_QUIC");

    private final String arn;
    private final String name;
    private final Instant created;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final Map<Target.Key, Target> targets = new TreeMap<>();
    private SortedMap<String, String> settings;
    private Optional<Instant> attached = Optional.empty();

    TargetGroup(String arn, String name, SortedMap<String, String> settings, Instant created) {
        this.arn = arn;
        this.name = name;
        this.settings = settings;
        this.created = created;
    }

    String arn() {
        return arn;
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    /** {@return the settings by their names in the API} */
    SortedMap<String, String> settings() {
        return settings;
    }

    void change(SortedMap<String, String> changed) {
        settings = changed;
    }

    SortedMap<String, String> attributes() {
        return attributes;
    }

    Map<Target.Key, Target> targets() {
        return targets;
    }

    /** {@return the targets that are not leaving} */
    Stream<Target> registered() {
        return targets.values().stream().filter(target -> target.leaving().isEmpty());
    }

    String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    String protocol() {
        return setting("Protocol");
    }

    String vpcId() {
        return setting("VpcId");
    }

    boolean instances() {
        return setting("TargetType").equals("instance");
    }

    boolean ipv6() {
        return setting("IpAddressType").equals("ipv6");
    }

    boolean udp() {
        return WITH_UDP.contains(protocol());
    }

    boolean quic() {
        return protocol().endsWith("QUIC");
    }

    /** {@return since when a load balancer leads to it} */
    Optional<Instant> attached() {
        return attached;
    }

    void attach(Optional<Instant> since) {
        attached = since;
    }
}
