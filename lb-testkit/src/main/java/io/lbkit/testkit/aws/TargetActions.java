package io.lbkit.testkit.aws;

import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Targets: their registration, their draining and their health. */
final class TargetActions {
    private static final int TARGETS_PER_CALL = 1000;

    private final AwsState state;
    private final ElbObjects objects;
    private final TargetHealthView view;

    TargetActions(AwsState state) {
        this.state = state;
        this.objects = new ElbObjects(state);
        this.view = new TargetHealthView(state);
    }

    Map<String, Action> actions() {
        return Map.of(
                "RegisterTargets", this::register,
                "DeregisterTargets", this::deregister,
                "DescribeTargetHealth", this::describe);
    }

    private TargetGroup group(AwsRequest request) {
        TargetGroup group = objects.targetGroup(request.required("TargetGroupArn"));
        view.settle(group);
        return group;
    }

    private static List<Arguments> targets(AwsRequest request) {
        List<Arguments> targets = request.list("Targets");
        if (targets.isEmpty() || targets.size() > TARGETS_PER_CALL) {
            throw Refusals.invalid("Between 1 and " + TARGETS_PER_CALL + " targets can be named in a call");
        }
        return targets;
    }

    private static Target.Key key(TargetGroup group, Arguments target) {
        return new Target.Key(
                target.text("Id").orElse(""),
                target.number("Port").orElseGet(() -> Integer.valueOf(group.setting("Port"))));
    }

    private Xml register(AwsRequest request) {
        TargetGroup group = group(request);
        List<Target> wanted = new ArrayList<>();
        for (Arguments target : targets(request)) {
            wanted.add(target(group, target));
        }
        checkServerIds(group, wanted);
        checkQuotas(group, wanted);
        for (Target target : wanted) {
            Target old = group.targets().get(target.key());
            if (old == null || old.leaving().isPresent() || !old.zone().equals(target.zone())) {
                group.targets().put(target.key(), target);
            }
        }
        return Xml.empty();
    }

    private Target target(TargetGroup group, Arguments target) {
        Target.Key key = key(group, target);
        Optional<String> zone = target.text("AvailabilityZone");
        Optional<String> serverId = target.text("QuicServerId");
        TargetPlace.check(state, group, key.id(), zone);
        if (group.quic() != serverId.isPresent()) {
            throw Refusals.of(
                    "InvalidTarget",
                    "Targets of groups with the protocols QUIC and TCP_QUIC, and no others, have a QuicServerId");
        }
        if (serverId.filter(id -> !id.matches("0x[0-9a-f]{16}")).isPresent()) {
            throw Refusals.invalid("The QuicServerId '" + serverId.get() + "' must be 0x and 16 hexadecimal digits");
        }
        return new Target(key, zone, serverId, state.time().now(), Optional.empty());
    }

    private void checkServerIds(TargetGroup group, List<Target> wanted) {
        wanted.forEach(target -> ServerIds.requireFixed(group, target));
        Stream<Target> registered =
                Stream.concat(Stream.of(group), state.targetGroupsBeside(group)).flatMap(TargetGroup::registered);
        ServerIds.requireUnique(Stream.concat(registered, wanted.stream()));
    }

    private void checkQuotas(TargetGroup group, List<Target> wanted) {
        Set<Target.Key> keys = staying(group);
        wanted.forEach(target -> keys.add(target.key()));
        state.quotas().check(Quota.TARGETS_PER_GROUP, keys.size(), "TooManyTargets");
        state.loadBalancersOf(group).forEach(loadBalancer -> {
            int others = state.targetGroupsOf(loadBalancer)
                    .filter(other -> other != group)
                    .mapToInt(other -> staying(other).size())
                    .sum();
            state.quotas().check(Quota.TARGETS_PER_LOAD_BALANCER, others + keys.size(), "TooManyTargets");
        });
    }

    private static Set<Target.Key> staying(TargetGroup group) {
        Set<Target.Key> keys = new TreeSet<>();
        group.registered().forEach(target -> keys.add(target.key()));
        return keys;
    }

    /** A target that is not there is no error. One that nobody uses is gone at once. */
    private Xml deregister(AwsRequest request) {
        TargetGroup group = group(request);
        for (Arguments target : targets(request)) {
            Target.Key key = key(group, target);
            if (group.attached().isEmpty()) {
                group.targets().remove(key);
            } else {
                group.targets()
                        .computeIfPresent(
                                key, (same, old) -> old.leavingAt(state.time().now()));
            }
        }
        view.settle(group);
        return Xml.empty();
    }

    private Xml describe(AwsRequest request) {
        TargetGroup group = group(request);
        List<Arguments> asked = request.list("Targets");
        List<Xml> health = asked.isEmpty()
                ? group.targets().values().stream()
                        .map(target -> description(group, target))
                        .toList()
                : asked.stream()
                        .map(target -> description(group, key(group, target)))
                        .toList();
        return Xml.empty().members("TargetHealthDescriptions", health);
    }

    private Xml description(TargetGroup group, Target.Key key) {
        return Optional.ofNullable(group.targets().get(key))
                .map(target -> description(group, target))
                .orElseGet(() -> Xml.empty()
                        .with("Target", Xml.empty().with("Id", key.id()).with("Port", key.port()))
                        .with(
                                "TargetHealth",
                                AwsTargetHealth.of(
                                                "unused",
                                                "Target.NotRegistered",
                                                "Target is not registered to the target group")
                                        .xml()));
    }

    private Xml description(TargetGroup group, Target target) {
        Xml named = Xml.empty()
                .with("Id", target.key().id())
                .with("Port", target.key().port());
        Xml placed = group.instances() ? named : named.with("AvailabilityZone", view.zone(group, target));
        String port = group.setting("HealthCheckPort");
        return Xml.empty()
                .with("Target", placed.with("QuicServerId", target.quicServerId()))
                .with(
                        "HealthCheckPort",
                        port.equals("traffic-port") ? target.key().port() : port)
                .with("TargetHealth", view.of(group, target).xml());
    }
}
