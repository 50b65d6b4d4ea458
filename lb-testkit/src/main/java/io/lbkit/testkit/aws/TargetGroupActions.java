package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Target groups themselves. */
final class TargetGroupActions {
    private static final int NAMES_PER_CALL = 400;

    private final AwsState state;
    private final ElbObjects objects;
    private final AttributeTable attributes = AttributeTable.read("target-group");

    TargetGroupActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "CreateTargetGroup", this::create,
                "DescribeTargetGroups", this::describe,
                "ModifyTargetGroup", this::modify,
                "DeleteTargetGroup", this::delete);
    }

    private Xml create(AwsRequest request) {
        String name = request.required("Name");
        ElbObjects.checkName(name);
        SortedMap<String, String> settings = TargetGroupSettings.created(request);
        Map<String, String> tags = Tags.read(request.list("Tags"), "DuplicateTagKeys", "ValidationError");
        String vpcId = settings.getOrDefault("VpcId", "");
        if (state.network().vpc(vpcId).isEmpty()) {
            throw Refusals.invalid("The VPC ID '" + vpcId + "' is not found");
        }
        TargetGroup group =
                byName(name).map(present -> same(present, settings)).orElseGet(() -> created(name, settings, tags));
        return Xml.empty().members("TargetGroups", List.of(xml(group)));
    }

    private Optional<TargetGroup> byName(String name) {
        return state.targetGroups().values().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /** A repeated creation finds what the first one made, but only with the same settings. Tags are not compared. */
    private static TargetGroup same(TargetGroup present, SortedMap<String, String> settings) {
        if (!present.settings().equals(settings)) {
            throw Refusals.of(
                    "DuplicateTargetGroupName",
                    "A target group with the same name '" + present.name() + "' exists, but with different settings");
        }
        return present;
    }

    private TargetGroup created(String name, SortedMap<String, String> settings, Map<String, String> tags) {
        state.quotas().check(Quota.TARGET_GROUPS, state.targetGroups().size() + 1, "TooManyTargetGroups");
        String arn = state.ids().targetGroup(name);
        state.tags().check(arn, tags, "TooManyTags");
        TargetGroup group = new TargetGroup(arn, name, settings, state.time().now());
        fillAttributes(group);
        state.tags().put(arn, tags);
        state.targetGroups().put(arn, group);
        return group;
    }

    private void fillAttributes(TargetGroup group) {
        group.attributes().putAll(attributes.defaults());
        boolean datagrams = group.udp();
        group.attributes().put("preserve_client_ip.enabled", String.valueOf(group.instances() || datagrams));
        group.attributes()
                .put(
                        "deregistration_delay.connection_termination.enabled",
                        String.valueOf(List.of("UDP", "TCP_UDP").contains(group.protocol())));
        if (group.protocol().equals("UDP")) {
            group.attributes().remove("target_health_state.unhealthy.connection_termination.enabled");
        }
    }

    private Xml describe(AwsRequest request) {
        Optional<String> loadBalancer = request.text("LoadBalancerArn");
        List<String> arns = request.texts("TargetGroupArns");
        List<String> names = request.texts("Names");
        long selectors = Stream.of(loadBalancer.isPresent(), !arns.isEmpty(), !names.isEmpty())
                .filter(given -> given)
                .count();
        if (selectors > 1 || arns.size() > NAMES_PER_CALL || names.size() > NAMES_PER_CALL) {
            throw Refusals.invalid("Specify a load balancer, or up to " + NAMES_PER_CALL + " ARNs, or as many names");
        }
        Stream<TargetGroup> found = objects.targetGroups();
        if (loadBalancer.isPresent()) {
            LoadBalancer owner = objects.loadBalancer(loadBalancer.get());
            found = found.filter(group -> state.loadBalancersOf(group).anyMatch(owner::equals));
        } else if (!arns.isEmpty()) {
            found = arns.stream().distinct().map(objects::targetGroup);
        } else if (!names.isEmpty()) {
            found = names.stream().distinct().map(this::visibleByName);
        }
        return objects.page(request, "TargetGroups", found.map(this::xml).toList());
    }

    private TargetGroup visibleByName(String name) {
        return byName(name)
                .filter(found -> state.visible(found.created()))
                .orElseThrow(() -> ElbObjects.noTargetGroup(name));
    }

    private Xml modify(AwsRequest request) {
        TargetGroup group = objects.targetGroup(request.required("TargetGroupArn"));
        group.change(TargetGroupSettings.modified(group, request));
        return Xml.empty().members("TargetGroups", List.of(xml(group)));
    }

    private Xml delete(AwsRequest request) {
        TargetGroup group = state.targetGroups().get(request.required("TargetGroupArn"));
        if (group == null) {
            return Xml.empty();
        }
        if (state.listenersTo(group).findAny().isPresent()) {
            throw Refusals.of(
                    "ResourceInUse", "Target group '" + group.arn() + "' is currently in use by a listener or a rule");
        }
        state.targetGroups().remove(group.arn());
        state.tags().forget(group.arn());
        return Xml.empty();
    }

    private Xml xml(TargetGroup group) {
        Xml xml = Xml.empty().with("TargetGroupArn", group.arn()).with("TargetGroupName", group.name());
        for (Map.Entry<String, String> setting : group.settings().entrySet()) {
            if (!setting.getKey().startsWith("Matcher.")) {
                xml = xml.with(setting.getKey(), setting.getValue());
            }
        }
        if (group.settings().containsKey("Matcher.HttpCode")) {
            xml = xml.with("Matcher", Xml.empty().with("HttpCode", group.setting("Matcher.HttpCode")));
        }
        return xml.members(
                "LoadBalancerArns",
                state.loadBalancersOf(group).map(LoadBalancer::arn).toList());
    }
}
