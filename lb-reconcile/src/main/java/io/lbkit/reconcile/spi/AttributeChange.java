package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.SpecValue;

/**
 * The difference of one attribute.
 *
 * @param path the attribute, for example {@code spec.Port}; {@code owners} for the ownership mark
 * @param from what exists
 * @param to what is wanted
 */
public record AttributeChange(String path, SpecValue from, SpecValue to) {
    private static final String SPEC = "spec.";

    /** {@return the name of the attribute: the path without {@code spec.}; for the ownership mark, {@code owners}} */
    public String attribute() {
        return path.startsWith(SPEC) ? path.substring(SPEC.length()) : path;
    }
}
