package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.immutables.value.Value;

/** A label selector: every label and every expression must hold. The empty selector matches everything. Immutable. */
@Value.Immutable
public interface LabelSelector {
    /** {@return labels that must be there with these values} */
    @Value.NaturalOrder
    SortedMap<String, String> matchLabels();

    /** {@return expressions that must hold} */
    List<Expression> matchExpressions();

    /**
     * {@return whether labels satisfy the selector}
     *
     * @param labels the labels of an object
     */
    default boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels().entrySet())
                && matchExpressions().stream().allMatch(expression -> expression.matches(labels));
    }

    /** How an expression compares. */
    enum Operator implements ApiName {
        /** The label is there with one of the values. */
        IN("In"),
        /** The label is missing or has none of the values. */
        NOT_IN("NotIn"),
        /** The label is there. */
        EXISTS("Exists"),
        /** The label is missing. */
        DOES_NOT_EXIST("DoesNotExist");

        private final String apiName;

        Operator(String apiName) {
            this.apiName = apiName;
        }

        @Override
        public String apiName() {
            return apiName;
        }
    }

    /**
     * One expression.
     *
     * @param key the label
     * @param operator how to compare
     * @param values the values; not empty for In and NotIn, empty otherwise
     */
    record Expression(String key, Operator operator, List<String> values) {
        /**
         * Checks that the values fit the operator.
         *
         * @param key the label
         * @param operator how to compare
         * @param values the values; not empty for In and NotIn, empty otherwise
         */
        public Expression {
            values = List.copyOf(values);
            boolean needsValues = operator == Operator.IN || operator == Operator.NOT_IN;
            if (needsValues == values.isEmpty()) {
                throw InvalidValueException.of(
                        "matchExpressions.values",
                        values,
                        operator.apiName() + (needsValues ? " needs values" : " takes no values"));
            }
        }

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }

    /** {@return a builder} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link LabelSelector}. Not thread-safe. */
    final class Builder extends ImmutableLabelSelector.Builder {
        Builder() {}
    }
}
