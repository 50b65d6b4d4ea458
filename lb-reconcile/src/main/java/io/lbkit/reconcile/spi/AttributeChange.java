package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.SpecValue;

/**
 * The difference of one attribute.
 *
 * @param path the attribute, for example {@code spec.Port}
 * @param from what exists
 * @param to what is wanted
 */
public record AttributeChange(String path, SpecValue from, SpecValue to) {
    /** {@return the name of the attribute: the path without {@code spec.}} */
    public String attribute() {
        return path.substring("spec.".length());
    }
}
