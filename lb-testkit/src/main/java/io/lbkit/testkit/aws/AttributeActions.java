package io.lbkit.testkit.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Attributes of load balancers, target groups and listeners. */
final class AttributeActions {
    private final ElbObjects objects;
    private final AttributeTable loadBalancers = AttributeTable.read("load-balancer");
    private final AttributeTable targetGroups = AttributeTable.read("target-group");
    private final AttributeTable listeners = AttributeTable.read("listener");

    AttributeActions(AwsState state) {
        this.objects = new ElbObjects(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "ModifyLoadBalancerAttributes",
                this::modifyLoadBalancer,
                "DescribeLoadBalancerAttributes",
                request -> xml(loadBalancer(request).attributes()),
                "ModifyTargetGroupAttributes",
                this::modifyTargetGroup,
                "DescribeTargetGroupAttributes",
                request -> xml(targetGroup(request).attributes()),
                "ModifyListenerAttributes",
                this::modifyListener,
                "DescribeListenerAttributes",
                request -> xml(listener(request).attributes()));
    }

    private LoadBalancer loadBalancer(AwsRequest request) {
        return objects.loadBalancer(request.required("LoadBalancerArn"));
    }

    private TargetGroup targetGroup(AwsRequest request) {
        return objects.targetGroup(request.required("TargetGroupArn"));
    }

    private Listener listener(AwsRequest request) {
        return objects.listener(request.required("ListenerArn"));
    }

    private Xml modifyLoadBalancer(AwsRequest request) {
        LoadBalancer loadBalancer = loadBalancer(request);
        SortedMap<String, String> next = changed(loadBalancer.attributes(), request, loadBalancers);
        if (next.getOrDefault("access_logs.s3.enabled", "false").equals("true")
                && next.getOrDefault("access_logs.s3.bucket", "").isEmpty()) {
            throw Refusals.configuration("Access logs need the attribute access_logs.s3.bucket");
        }
        String addresses = "secondary_ips.auto_assigned.per_subnet";
        if (number(next, addresses) < number(loadBalancer.attributes(), addresses)) {
            throw Refusals.configuration("The attribute " + addresses + " cannot be decreased");
        }
        loadBalancer.attributes().putAll(next);
        return xml(loadBalancer.attributes());
    }

    private static int number(SortedMap<String, String> attributes, String key) {
        return Integer.parseInt(attributes.getOrDefault(key, "0"));
    }

    private Xml modifyTargetGroup(AwsRequest request) {
        TargetGroup group = targetGroup(request);
        SortedMap<String, String> next = changed(group.attributes(), request, targetGroups);
        if (group.udp()
                && next.getOrDefault("preserve_client_ip.enabled", "true").equals("false")) {
            throw Refusals.configuration("Client IP preservation cannot be disabled for " + group.protocol());
        }
        if (group.protocol().equals("TLS")
                && next.getOrDefault("stickiness.enabled", "false").equals("true")) {
            throw Refusals.configuration("Stickiness is not supported for target groups with the protocol TLS");
        }
        group.attributes().putAll(next);
        return xml(group.attributes());
    }

    private Xml modifyListener(AwsRequest request) {
        Listener listener = listener(request);
        SortedMap<String, String> next = changed(listener.attributes(), request, listeners);
        if (listener.attributes().isEmpty()) {
            throw Refusals.configuration(
                    "Listeners with the protocol " + listener.settings().protocol() + " have no such attribute");
        }
        listener.attributes().putAll(next);
        return xml(listener.attributes());
    }

    private static SortedMap<String, String> changed(
            SortedMap<String, String> present, AwsRequest request, AttributeTable table) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Arguments attribute : request.list("Attributes")) {
            String key = attribute.text("Key").orElse("");
            String value = attribute.text("Value").orElse("");
            table.check(key, value);
            if (wanted.put(key, value) != null) {
                throw Refusals.invalid("Attribute key '" + key + "' is there twice");
            }
        }
        if (wanted.isEmpty()) {
            throw Refusals.invalid("At least one attribute must be specified");
        }
        SortedMap<String, String> next = new TreeMap<>(present);
        next.putAll(wanted);
        return next;
    }

    private static Xml xml(SortedMap<String, String> attributes) {
        List<Xml> list = attributes.entrySet().stream()
                .map(entry -> Xml.empty().with("Key", entry.getKey()).with("Value", entry.getValue()))
                .toList();
        return Xml.empty().members("Attributes", list);
    }
}
