package io.lbkit.aws.internal.design;

import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.Codes;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.aws.internal.request.Findings;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.EditDistance;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.resource.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The maps of settings of load balancers, target groups and listeners. Keys that nobody names stay as they are in AWS; keys
 * that LBKit once wrote and that are named no more are set back.
 */
final class AttributeMaps {
    private final DesignContext context;

    AttributeMaps(DesignContext context) {
        this.context = context;
    }

    SortedMap<String, String> ofLoadBalancer(Optional<Resource> existing) {
        String annotation = AwsAnnotation.ATTRIBUTES.fullName();
        SortedMap<String, String> wanted = new TreeMap<>(context.annotations().map(AwsAnnotation.ATTRIBUTES));
        check(annotation, wanted, KnownAttribute.OF_LOAD_BALANCER);
        context.annotations()
                .flag(AwsAnnotation.CROSS_ZONE)
                .ifPresent(on -> wanted.put(KnownAttribute.CROSS_ZONE, String.valueOf(on)));
        accessLogs(wanted);
        return withResets(wanted, existing, KnownAttribute.OF_LOAD_BALANCER);
    }

    /** An explicit no is sent as well: otherwise logs that were once on would stay on. */
    private void accessLogs(SortedMap<String, String> wanted) {
        Optional<Boolean> enabled = context.annotations().flag(AwsAnnotation.ACCESS_LOG_ENABLED);
        if (enabled.isPresent()) {
            wanted.put(KnownAttribute.LOGS_ENABLED, String.valueOf(enabled.get()));
        }
        if (enabled.orElse(false)) {
            context.annotations()
                    .text(AwsAnnotation.ACCESS_LOG_BUCKET)
                    .ifPresent(bucket -> wanted.put(KnownAttribute.LOGS_BUCKET, bucket));
            context.annotations()
                    .text(AwsAnnotation.ACCESS_LOG_PREFIX)
                    .ifPresent(prefix -> wanted.put(KnownAttribute.LOGS_PREFIX, prefix));
        }
        boolean on = "true".equals(wanted.get(KnownAttribute.LOGS_ENABLED));
        if (on && wanted.getOrDefault(KnownAttribute.LOGS_BUCKET, "").isEmpty()) {
            String annotation = AwsAnnotation.ACCESS_LOG_ENABLED.fullName();
            context.findings()
                    .conflict(
                            enabled.isPresent() ? annotation : AwsAnnotation.ATTRIBUTES.fullName(),
                            "true",
                            "access logs need a bucket",
                            "Name one with " + AwsAnnotation.ACCESS_LOG_BUCKET.fullName()
                                    + ", or switch access logs off.");
        }
    }

    SortedMap<String, String> ofTargetGroup(ServicePort port, Optional<Resource> existing) {
        AwsAnnotation annotation = AwsAnnotation.TARGET_GROUP_ATTRIBUTES;
        SortedMap<String, String> wanted = new TreeMap<>(Map.of(KnownAttribute.PROXY_PROTOCOL, "false"));
        Map<String, String> common = context.annotations().map(annotation);
        check(annotation.fullName(), common, KnownAttribute.OF_TARGET_GROUP);
        wanted.putAll(common);
        String part = String.valueOf(port.port());
        Map<String, String> own = context.annotations().parts(annotation).getOrDefault(part, Map.of());
        SortedMap<String, String> overriding = new TreeMap<>(own);
        overriding.values().removeIf(String::isEmpty);
        check(annotation.fullName(part), overriding, KnownAttribute.OF_TARGET_GROUP);
        wanted.putAll(overriding);
        proxyProtocol(port, wanted);
        return withResets(wanted, existing, KnownAttribute.OF_TARGET_GROUP);
    }

    private void proxyProtocol(ServicePort port, SortedMap<String, String> wanted) {
        context.annotations()
                .list(AwsAnnotation.PROXY_PROTOCOL_PER_TARGET_GROUP)
                .ifPresent(ports -> {
                    boolean listed = ports.contains(String.valueOf(port.port()));
                    wanted.put(KnownAttribute.PROXY_PROTOCOL, String.valueOf(listed));
                });
        if (context.annotations().text(AwsAnnotation.PROXY_PROTOCOL).isPresent()) {
            wanted.put(KnownAttribute.PROXY_PROTOCOL, "true");
        }
    }

    SortedMap<String, String> ofListener(ListenerWish wish, Optional<Resource> existing) {
        Map<String, String> written =
                context.annotations().parts(AwsAnnotation.LISTENER_ATTRIBUTES).getOrDefault(wish.part(), Map.of());
        String annotation = AwsAnnotation.LISTENER_ATTRIBUTES.fullName(wish.part());
        check(annotation, written, KnownAttribute.OF_LISTENER);
        boolean fixed = !wish.protocol().startsWith("TCP");
        if (fixed && written.containsKey(KnownAttribute.IDLE_TIMEOUT)) {
            context.findings()
                    .conflict(
                            annotation,
                            KnownAttribute.IDLE_TIMEOUT,
                            "the idle timeout of a " + wish.protocol() + " listener is fixed",
                            "Remove the attribute.");
            return new TreeMap<>();
        }
        // A listener that speaks TLS or UDP by now has forgotten its timeout.
        return fixed
                ? new TreeMap<>(written)
                : withResets(new TreeMap<>(written), existing, KnownAttribute.OF_LISTENER);
    }

    /** Says where annotations are about ports and listeners that there are not. */
    void checkParts(List<ListenerWish> listeners) {
        SortedSet<String> names = new TreeSet<>();
        SortedSet<String> ports = new TreeSet<>();
        listeners.forEach(wish -> {
            names.add(wish.part());
            ports.add(String.valueOf(wish.port()));
        });
        context.annotations()
                .parts(AwsAnnotation.TARGET_GROUP_ATTRIBUTES)
                .keySet()
                .forEach(part -> checkPart(AwsAnnotation.TARGET_GROUP_ATTRIBUTES, part, ports));
        context.annotations()
                .parts(AwsAnnotation.LISTENER_ATTRIBUTES)
                .keySet()
                .forEach(part -> checkPart(AwsAnnotation.LISTENER_ATTRIBUTES, part, names));
        context.annotations().actions().keySet().forEach(part -> checkPart(AwsAnnotation.ACTIONS, part, names));
        for (String port : context.annotations()
                .list(AwsAnnotation.PROXY_PROTOCOL_PER_TARGET_GROUP)
                .orElse(List.of())) {
            checkProxyPort(port, ports);
        }
    }

    private void checkProxyPort(String port, SortedSet<String> ports) {
        String annotation = AwsAnnotation.PROXY_PROTOCOL_PER_TARGET_GROUP.fullName();
        if (!port.matches("[+-]?[0-9]+")) {
            context.findings()
                    .invalidAnnotation(
                            annotation,
                            port,
                            "it lists numbers of ports",
                            "Write ports of the Service, such as 80,443.");
        } else if (!ports.contains(port)) {
            context.findings()
                    .warn(
                            Codes.RISKY,
                            FindingKind.INVALID_ANNOTATION,
                            Findings.field(annotation),
                            port,
                            "The Service has no port " + port + ", so the entry has no effect.",
                            "Write ports of the Service: " + String.join(", ", ports) + ".");
        }
    }

    private void checkPart(AwsAnnotation annotation, String part, SortedSet<String> known) {
        if (!known.contains(part)) {
            context.findings()
                    .warn(
                            Codes.UNKNOWN_ANNOTATION,
                            FindingKind.INVALID_ANNOTATION,
                            Findings.field(annotation.fullName(part)),
                            part,
                            "'" + part + "' is none of the Service's, so the annotation has no effect.",
                            "Append one of " + String.join(", ", known) + " to " + annotation.fullName() + ".");
        }
    }

    private void check(String annotation, Map<String, String> wanted, List<KnownAttribute> known) {
        wanted.forEach((key, value) -> {
            Optional<KnownAttribute> attribute =
                    known.stream().filter(each -> each.key().equals(key)).findFirst();
            if (attribute.isEmpty()) {
                unknown(annotation, key, known);
            } else if (!attribute.get().allows(value)) {
                context.findings()
                        .invalidAnnotation(
                                annotation,
                                key + "=" + value,
                                attribute.get().rule(),
                                "Correct the value of " + key + ", or remove the attribute.");
            }
        });
    }

    /** AWS adds attributes; one that is new must not block the Service. */
    private void unknown(String annotation, String key, List<KnownAttribute> known) {
        String nearest = known.stream()
                .map(KnownAttribute::key)
                .min(Comparator.comparingInt((String other) -> EditDistance.between(other, key))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
        context.findings()
                .warn(
                        Codes.RISKY,
                        FindingKind.INVALID_ANNOTATION,
                        Findings.field(annotation),
                        key,
                        "The attribute " + key + " is not known here; AWS refuses attributes that it does not know.",
                        "Did you mean " + nearest + "?");
    }

    private static SortedMap<String, String> withResets(
            SortedMap<String, String> wanted, Optional<Resource> existing, List<KnownAttribute> known) {
        SortedSet<String> written =
                existing.flatMap(found -> found.get(AwsKinds.APPLIED_KEYS)).orElseGet(TreeSet::new);
        for (KnownAttribute attribute : known) {
            if (written.contains(attribute.key())) {
                attribute.standard().ifPresent(standard -> wanted.putIfAbsent(attribute.key(), standard));
            }
        }
        return wanted;
    }
}
