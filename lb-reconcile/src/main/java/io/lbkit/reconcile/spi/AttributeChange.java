package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.SpecValue;

/**
 * The difference of one attribute, or of the ownership mark.
 *
 * @param path the attribute, for example {@code spec.Port}, or {@link #OWNERS}
 * @param from what exists
 * @param to what is wanted; equal to {@code from} where a reference must be written again because its target was replaced
 */
public record AttributeChange(String path, SpecValue from, SpecValue to) {
    /** The path of the ownership mark. */
    public static final String OWNERS = "owners";

    private static final String SPEC = "spec.";

    /**
     * The difference of an attribute.
     *
     * @param attribute its name
     * @param from what exists
     * @param to what is wanted
     * @return the difference
     */
    public static AttributeChange ofAttribute(String attribute, SpecValue from, SpecValue to) {
        return new AttributeChange(SPEC + attribute, from, to);
    }

    /** {@return whether it is about an attribute, not about the ownership mark} */
    public boolean isAttribute() {
        return path.startsWith(SPEC);
    }

    /** {@return the name of the attribute; the path if it is not about one} */
    public String attribute() {
        return isAttribute() ? path.substring(SPEC.length()) : path;
    }
}
