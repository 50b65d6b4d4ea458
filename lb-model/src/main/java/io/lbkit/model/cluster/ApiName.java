package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant of an enumeration in the Kubernetes API. */
public interface ApiName {
    /** {@return the name in the Kubernetes API, case-sensitive} */
    String apiName();

    /**
     * Finds a constant by its name.
     *
     * @param <E> the enumeration
     * @param constants all constants
     * @param field the field the text comes from, for the message
     * @param text the name
     * @return the constant
     * @throws InvalidValueException if there is none of that name; the rule lists the names
     */
    static <E extends ApiName> E parse(E[] constants, String field, String text) {
        return Arrays.stream(constants)
                .filter(constant -> constant.apiName().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        field,
                        text,
                        "allowed are "
                                + Arrays.stream(constants).map(ApiName::apiName).collect(Collectors.joining(", "))));
    }
}
