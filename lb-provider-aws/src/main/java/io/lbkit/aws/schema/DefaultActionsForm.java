package io.lbkit.aws.schema;

import io.lbkit.model.resource.SpecValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The common form of the actions of a listener: AWS shows a weight where none was chosen, and stickiness that is off. A weight
 * says nothing beside a single target group, and is 1 beside several unless said otherwise.
 */
final class DefaultActionsForm {
    private static final String CONFIG = "ForwardConfig";
    private static final String GROUPS = "TargetGroups";
    private static final String WEIGHT = "Weight";
    private static final String STICKINESS = "TargetGroupStickinessConfig";
    private static final String ENABLED = "Enabled";

    private DefaultActionsForm() {}

    static SpecValue canonical(SpecValue value) {
        return value instanceof SpecValue.Sequence actions
                ? new SpecValue.Sequence(
                        actions.items().stream().map(DefaultActionsForm::action).toList())
                : value;
    }

    private static SpecValue action(SpecValue value) {
        if (!(value instanceof SpecValue.Mapping action)
                || !(action.fields().get(CONFIG) instanceof SpecValue.Mapping config)) {
            return value;
        }
        SortedMap<String, SpecValue> fields = new TreeMap<>(action.fields());
        fields.put(CONFIG, config(config));
        return new SpecValue.Mapping(fields);
    }

    private static SpecValue config(SpecValue.Mapping config) {
        SortedMap<String, SpecValue> fields = new TreeMap<>(config.fields());
        if (fields.get(STICKINESS) instanceof SpecValue.Mapping stickiness
                && SpecValue.of(false).equals(stickiness.fields().get(ENABLED))) {
            fields.remove(STICKINESS);
        }
        if (fields.get(GROUPS) instanceof SpecValue.Sequence groups) {
            boolean isSingle = groups.items().size() == 1;
            List<SpecValue> weighted = groups.items().stream()
                    .map(group -> weighted(group, isSingle))
                    .toList();
            fields.put(GROUPS, new SpecValue.Sequence(weighted));
        }
        return new SpecValue.Mapping(fields);
    }

    private static SpecValue weighted(SpecValue value, boolean isSingle) {
        if (!(value instanceof SpecValue.Mapping group)) {
            return value;
        }
        SortedMap<String, SpecValue> fields = new TreeMap<>(group.fields());
        if (isSingle) {
            fields.remove(WEIGHT);
        } else {
            fields.putIfAbsent(WEIGHT, SpecValue.of(1));
        }
        return new SpecValue.Mapping(fields);
    }
}
