package io.lbkit.aws.internal.design;

import java.util.List;
import java.util.Optional;

/**
 * An attribute of a load balancer, target group or listener, as AWS documents it.
 *
 * @param key its key
 * @param words the allowed words; if there are none and it is no number, any are
 * @param min the smallest number
 * @param max the greatest number; 0 if no number is allowed
 * @param standard its value if nobody sets it, where that is one value
 */
record KnownAttribute(String key, List<String> words, long min, long max, Optional<String> standard) {
    /** More targets than the quota of any target group. */
    private static final long MANY = 999_999;

    private static final List<String> FLAG = List.of("true", "false");

    static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    static final String LOGS_ENABLED = "access_logs.s3.enabled";
    static final String LOGS_BUCKET = "access_logs.s3.bucket";
    static final String LOGS_PREFIX = "access_logs.s3.prefix";
    static final String PROXY_PROTOCOL = "proxy_protocol_v2.enabled";
    static final String PRESERVE_CLIENT_IP = "preserve_client_ip.enabled";
    static final String STICKINESS = "stickiness.enabled";
    static final String UNHEALTHY_TERMINATION = "target_health_state.unhealthy.connection_termination.enabled";
    static final String IDLE_TIMEOUT = "tcp.idle_timeout.seconds";

    static final List<KnownAttribute> OF_LOAD_BALANCER = List.of(
            flag("deletion_protection.enabled", "false"),
            flag(CROSS_ZONE, "false"),
            flag(LOGS_ENABLED, "false"),
            text(LOGS_BUCKET),
            text(LOGS_PREFIX),
            flag("ipv6.deny_all_igw_traffic"),
            flag("zonal_shift.config.enabled", "false"),
            words(
                    "dns_record.client_routing_policy",
                    "any_availability_zone",
                    "availability_zone_affinity",
                    "partial_availability_zone_affinity",
                    "any_availability_zone"),
            new KnownAttribute("secondary_ips.auto_assigned.per_subnet", List.of(), 0, 7, Optional.empty()));

    static final List<KnownAttribute> OF_TARGET_GROUP = List.of(
            number("deregistration_delay.timeout_seconds", 0, 3600, "300"),
            flag("deregistration_delay.connection_termination.enabled"),
            flag(PRESERVE_CLIENT_IP),
            flag(PROXY_PROTOCOL, "false"),
            flag(STICKINESS, "false"),
            words("stickiness.type", "source_ip", "source_ip"),
            words(CROSS_ZONE, "use_load_balancer_configuration", "true", "false", "use_load_balancer_configuration"),
            number("target_group_health.dns_failover.minimum_healthy_targets.count", 1, MANY, "1", "off"),
            number("target_group_health.dns_failover.minimum_healthy_targets.percentage", 1, 100, "off", "off"),
            number("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", 1, MANY, "1"),
            number(
                    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                    1,
                    100,
                    "off",
                    "off"),
            flag(UNHEALTHY_TERMINATION),
            number("target_health_state.unhealthy.draining_interval_seconds", 0, 360_000, "0"));

    static final List<KnownAttribute> OF_LISTENER = List.of(number(IDLE_TIMEOUT, 60, 6000, "350"));

    /** {@return whether AWS takes a value} */
    boolean allows(String value) {
        if (max > 0 && value.matches("[0-9]{1,9}")) {
            return Long.parseLong(value) >= min && Long.parseLong(value) <= max;
        }
        return words.contains(value) || (words.isEmpty() && max == 0);
    }

    /** {@return what AWS takes, as a clause that can follow a colon} */
    String rule() {
        String number = "it is a number from " + min + " to " + max;
        if (max > 0) {
            return words.isEmpty() ? number : number + ", or " + String.join(", ", words);
        }
        return "it is one of " + String.join(", ", words);
    }

    private static KnownAttribute flag(String key) {
        return new KnownAttribute(key, FLAG, 0, 0, Optional.empty());
    }

    private static KnownAttribute flag(String key, String standard) {
        return new KnownAttribute(key, FLAG, 0, 0, Optional.of(standard));
    }

    private static KnownAttribute text(String key) {
        return new KnownAttribute(key, List.of(), 0, 0, Optional.empty());
    }

    private static KnownAttribute words(String key, String standard, String... allowed) {
        return new KnownAttribute(key, List.of(allowed), 0, 0, Optional.of(standard));
    }

    private static KnownAttribute number(String key, long min, long max, String standard, String... words) {
        return new KnownAttribute(key, List.of(words), min, max, Optional.of(standard));
    }
}
