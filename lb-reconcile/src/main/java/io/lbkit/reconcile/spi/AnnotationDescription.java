package io.lbkit.reconcile.spi;

import io.lbkit.model.finding.InvalidValueException;

/**
 * An annotation of a Service that a provider reads, for people: what a reference page and {@code lbctl annotations} print.
 *
 * @param name its full name; a part in capitals at the end stands for what is appended to it, for example {@code .PORT}
 * @param type what its value looks like, for example {@code true or false}
 * @param allowed which values are allowed, in words; empty if all of that type are
 * @param standard what holds where it is missing; empty if nothing does
 * @param meaning what it does, in sentences
 */
public record AnnotationDescription(String name, String type, String allowed, String standard, String meaning) {
    /**
     * Checks that there is a name and a meaning.
     *
     * @param name its full name; a part in capitals at the end stands for what is appended to it, for example {@code .PORT}
     * @param type what its value looks like, for example {@code true or false}
     * @param allowed which values are allowed, in words; empty if all of that type are
     * @param standard what holds where it is missing; empty if nothing does
     * @param meaning what it does, in sentences
     * @throws InvalidValueException if the name, the type or the meaning is empty
     */
    public AnnotationDescription {
        if (name.isEmpty()) {
            throw InvalidValueException.of("name", name, "an annotation has a name");
        }
        if (type.isEmpty()) {
            throw InvalidValueException.of("type", type, "the value of " + name + " has a type");
        }
        if (meaning.isEmpty()) {
            throw InvalidValueException.of("meaning", meaning, "say what " + name + " does");
        }
    }
}
