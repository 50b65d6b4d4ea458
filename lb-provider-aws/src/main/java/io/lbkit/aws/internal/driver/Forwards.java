package io.lbkit.aws.internal.driver;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Translates the actions of listeners. A single target group has no weight, whatever AWS shows. */
final class Forwards {
    private static final String TYPE = "Type";
    private static final String CONFIG = "ForwardConfig";
    private static final String GROUPS = "TargetGroups";
    private static final String GROUP = "TargetGroupArn";
    private static final String WEIGHT = "Weight";
    private static final String STICKINESS = "TargetGroupStickinessConfig";
    private static final String ENABLED = "Enabled";

    private Forwards() {}

    /** {@return the value of {@code DefaultActions}} */
    static SpecValue toSpec(Collection<Action> actions, Identities identities) {
        List<SpecValue> values = new ArrayList<>();
        actions.forEach(action -> values.add(toSpec(action, identities)));
        return new SpecValue.Sequence(values);
    }

    private static SpecValue toSpec(Action action, Identities identities) {
        SortedMap<String, SpecValue> fields = new TreeMap<>();
        fields.put(TYPE, SpecValue.of(String.valueOf(action.typeAsString())));
        List<TargetGroupTuple> groups = action.forwardConfig() == null
                ? List.of()
                : action.forwardConfig().targetGroups();
        if (groups.isEmpty() && action.targetGroupArn() != null) {
            groups = List.of(TargetGroupTuple.builder()
                    .targetGroupArn(action.targetGroupArn())
                    .build());
        }
        SortedMap<String, SpecValue> config = new TreeMap<>();
        List<SpecValue> entries = new ArrayList<>();
        for (TargetGroupTuple group : groups) {
            SortedMap<String, SpecValue> entry = new TreeMap<>();
            entry.put(GROUP, identities.value(group.targetGroupArn()));
            if (groups.size() > 1 && group.weight() != null) {
                entry.put(WEIGHT, SpecValue.of(group.weight()));
            }
            entries.add(new SpecValue.Mapping(entry));
        }
        config.put(GROUPS, new SpecValue.Sequence(entries));
        if (isSticky(action)) {
            config.put(STICKINESS, new SpecValue.Mapping(new TreeMap<>(Map.of(ENABLED, SpecValue.of(true)))));
        }
        fields.put(CONFIG, new SpecValue.Mapping(config));
        return new SpecValue.Mapping(fields);
    }

    private static boolean isSticky(Action action) {
        return Optional.ofNullable(action.forwardConfig())
                .map(ForwardActionConfig::targetGroupStickinessConfig)
                .map(TargetGroupStickinessConfig::enabled)
                .orElse(false);
    }

    /**
     * {@return the actions as a call takes them}
     *
     * @param value the value of {@code DefaultActions}
     * @param arn gives the ARN of a target group
     */
    static List<Action> toSdk(SpecValue value, Function<SpecValue, String> arn) {
        List<Action> actions = new ArrayList<>();
        for (SpecValue item : items(value)) {
            SpecValue config = field(item, CONFIG);
            List<TargetGroupTuple> groups = new ArrayList<>();
            for (SpecValue group : items(field(config, GROUPS))) {
                TargetGroupTuple.Builder tuple =
                        TargetGroupTuple.builder().targetGroupArn(arn.apply(field(group, GROUP)));
                if (field(group, WEIGHT) instanceof SpecValue.Decimal weight) {
                    tuple.weight(weight.value().intValueExact());
                }
                groups.add(tuple.build());
            }
            Action.Builder action = Action.builder().type(ActionTypeEnum.FORWARD);
            boolean sticky = field(field(config, STICKINESS), ENABLED).equals(SpecValue.of(true));
            if (groups.size() == 1 && !sticky) {
                action.targetGroupArn(groups.get(0).targetGroupArn());
            } else {
                action.forwardConfig(forward -> {
                    forward.targetGroups(groups);
                    if (sticky) {
                        forward.targetGroupStickinessConfig(stickiness -> stickiness.enabled(true));
                    }
                });
            }
            actions.add(action.build());
        }
        return actions;
    }

    private static List<SpecValue> items(SpecValue value) {
        if (value instanceof SpecValue.Sequence list) {
            return list.items();
        }
        throw InvalidValueException.of("DefaultActions", value, "a list is needed");
    }

    private static SpecValue field(SpecValue value, String name) {
        return value instanceof SpecValue.Mapping mapping
                ? mapping.fields().getOrDefault(name, SpecValue.absent())
                : SpecValue.absent();
    }
}
