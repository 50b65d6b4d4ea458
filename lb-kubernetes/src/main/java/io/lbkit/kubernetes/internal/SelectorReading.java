package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.lbkit.model.cluster.ApiName;
import io.lbkit.model.cluster.LabelSelector;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A label selector. A missing one and an empty one mean different things to whoever asks for it. */
final class SelectorReading {
    private SelectorReading() {}

    static Optional<LabelSelector> read(
            String at, io.fabric8.kubernetes.api.model.@Nullable LabelSelector in, Faults faults) {
        if (in == null) {
            return Optional.empty();
        }
        LabelSelector.Builder selector = LabelSelector.builder();
        selector.matchLabels(Values.map(in.getMatchLabels()));
        List<LabelSelectorRequirement> expressions =
                Values.items(in.getMatchExpressions(), LabelSelectorRequirement::new);
        for (int i = 0; i < expressions.size(); i++) {
            String field = at + ".matchExpressions[" + i + "]";
            LabelSelectorRequirement expression = expressions.get(i);
            faults.check(field, () -> expression(expression)).ifPresent(selector::addMatchExpression);
        }
        return Optional.of(selector.build());
    }

    private static LabelSelector.Expression expression(LabelSelectorRequirement in) {
        LabelSelector.Operator operator =
                ApiName.parse(LabelSelector.Operator.values(), "operator", Values.orEmpty(in.getOperator()));
        return new LabelSelector.Expression(Values.orEmpty(in.getKey()), operator, Values.texts(in.getValues()));
    }
}
