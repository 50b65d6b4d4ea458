package io.lbkit.testkit.conformance;

import io.lbkit.model.cluster.Service;
import java.util.function.UnaryOperator;

/**
 * Something that a user changes in a Service.
 *
 * @param name what it is, in a few words
 * @param change makes the changed Service; pure
 */
public record ServiceEdit(String name, UnaryOperator<Service> change) {
    /**
     * An annotation gets a value.
     *
     * @param annotation the annotation
     * @param value the value
     * @return the edit
     */
    public static ServiceEdit annotation(String annotation, String value) {
        return new ServiceEdit(
                annotation + ": " + value,
                service -> Service.builder()
                        .from(service)
                        .putAnnotation(annotation, value)
                        .build());
    }
}
