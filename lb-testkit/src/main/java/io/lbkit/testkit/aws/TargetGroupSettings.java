package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the settings of a target group, adds the defaults of AWS and refuses what does not fit together. */
final class TargetGroupSettings {
    private static final Set<String> PROTOCOLS = Set.of("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC");
    private static final Set<String> PROBES = Set.of("TCP", "HTTP", "HTTPS");
    private static final List<String> FIXED = List.of("Protocol", "Port", "VpcId", "TargetType", "IpAddressType");
    private static final List<String> CHECKS = List.of(
            "HealthCheckProtocol",
            "HealthCheckPort",
            "HealthCheckEnabled",
            "HealthCheckPath",
            "HealthCheckIntervalSeconds",
            "HealthCheckTimeoutSeconds",
            "HealthyThresholdCount",
            "UnhealthyThresholdCount");
    private static final String CODES = "Matcher.HttpCode";

    private TargetGroupSettings() {}

    static SortedMap<String, String> created(AwsRequest request) {
        SortedMap<String, String> settings = new TreeMap<>();
        FIXED.forEach(key -> request.text(key).ifPresent(value -> settings.put(key, value)));
        settings.putIfAbsent("TargetType", "instance");
        settings.putIfAbsent("IpAddressType", "ipv4");
        checkKind(settings);
        readChecks(request, settings);
        return completed(settings);
    }

    static SortedMap<String, String> modified(TargetGroup group, AwsRequest request) {
        SortedMap<String, String> settings = new TreeMap<>(group.settings());
        String probe = request.text("HealthCheckProtocol").orElse(group.setting("HealthCheckProtocol"));
        if (probe.equals("TCP")) {
            settings.remove("HealthCheckPath");
            settings.remove(CODES);
        }
        readChecks(request, settings);
        return completed(settings);
    }

    private static void readChecks(AwsRequest request, SortedMap<String, String> settings) {
        CHECKS.forEach(key -> request.text(key).ifPresent(value -> settings.put(key, value)));
        request.at("Matcher").text("HttpCode").ifPresent(codes -> settings.put(CODES, codes));
    }

    private static void checkKind(SortedMap<String, String> settings) {
        String type = settings.getOrDefault("TargetType", "");
        if (!Set.of("instance", "ip").contains(type)) {
            throw Refusals.configuration("This stand-in has targets of the types instance and ip only, not " + type);
        }
        for (String key : List.of("Protocol", "Port", "VpcId")) {
            if (!settings.containsKey(key)) {
                throw Refusals.invalid("A " + key + " must be specified for target type '" + type + "'");
            }
        }
        if (!PROTOCOLS.contains(settings.get("Protocol"))) {
            throw Refusals.configuration(
                    "This stand-in has no target groups with the protocol " + settings.get("Protocol"));
        }
    }

    private static SortedMap<String, String> completed(SortedMap<String, String> settings) {
        settings.putIfAbsent("HealthCheckProtocol", "TCP");
        boolean http = !settings.getOrDefault("HealthCheckProtocol", "").equals("TCP");
        settings.putIfAbsent("HealthCheckPort", "traffic-port");
        settings.putIfAbsent("HealthCheckEnabled", "true");
        settings.putIfAbsent("HealthCheckIntervalSeconds", "30");
        settings.putIfAbsent("HealthCheckTimeoutSeconds", http ? "6" : "10");
        settings.putIfAbsent("HealthyThresholdCount", "5");
        settings.putIfAbsent("UnhealthyThresholdCount", "2");
        if (http) {
            settings.putIfAbsent("HealthCheckPath", "/");
            settings.putIfAbsent(CODES, "200-399");
        }
        checkChecks(settings, http);
        return settings;
    }

    private static void checkChecks(SortedMap<String, String> settings, boolean http) {
        String probe = settings.getOrDefault("HealthCheckProtocol", "");
        if (!PROBES.contains(probe)) {
            throw Refusals.configuration(
                    "Health checks of Network Load Balancers use TCP, HTTP or HTTPS, not " + probe);
        }
        if (!http && (settings.containsKey("HealthCheckPath") || settings.containsKey(CODES))) {
            throw Refusals.configuration("Health checks by TCP have neither a path nor codes");
        }
        String port = settings.getOrDefault("HealthCheckPort", "");
        if (!port.equals("traffic-port") && !isPort(port)) {
            throw Refusals.invalid("Health check port '" + port + "' must be a number from 1 to 65535 or traffic-port");
        }
        int interval = number(settings, "HealthCheckIntervalSeconds");
        int timeout = number(settings, "HealthCheckTimeoutSeconds");
        if (timeout > interval) {
            throw Refusals.invalid("Health check timeout '" + timeout
                    + "' must be smaller than or equal to the interval '" + interval + "'");
        }
        if (http && !codes(settings.getOrDefault(CODES, ""))) {
            throw Refusals.invalid(
                    "Health check matcher HTTP code '" + settings.get(CODES) + "' must be within '200-599' inclusive");
        }
        if (http && !settings.getOrDefault("HealthCheckPath", "").startsWith("/")) {
            throw Refusals.invalid("Health check path '" + settings.get("HealthCheckPath") + "' must start with '/'");
        }
    }

    private static int number(SortedMap<String, String> settings, String key) {
        return Integer.parseInt(settings.getOrDefault(key, "0"));
    }

    private static boolean isPort(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65535;
    }

    private static boolean codes(String text) {
        return text.matches("[2-5]\\d\\d(-[2-5]\\d\\d)?(,[2-5]\\d\\d(-[2-5]\\d\\d)?)*");
    }
}
