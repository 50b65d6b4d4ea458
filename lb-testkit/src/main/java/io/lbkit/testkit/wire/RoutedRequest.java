package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Map;

/**
 * A request that reached its handler.
 *
 * @param request the request
 * @param variables the values of the variables of its path, decoded
 */
public record RoutedRequest(WireRequest request, Map<String, String> variables) {
    /**
     * Copies the variables.
     *
     * @param request the request
     * @param variables the values of the variables of its path, decoded
     */
    public RoutedRequest {
        variables = Map.copyOf(variables);
    }

    /**
     * {@return the value of a variable of the path, decoded}
     *
     * @param name the name in the pattern, without braces
     * @throws InvalidValueException if the pattern has no such variable
     */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw InvalidValueException.of(
                    "variable",
                    name,
                    "the pattern of this handler has "
                            + variables.keySet().stream().sorted().toList());
        }
        return value;
    }
}
