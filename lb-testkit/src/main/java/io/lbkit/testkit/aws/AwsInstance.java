package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * An instance.
 *
 * @param id for example {@code i-0a}
 * @param state {@code pending}, {@code running}, {@code stopping}, {@code stopped}, {@code shutting-down} or {@code terminated}
 * @param interfaces its interfaces, the primary one first; at least one
 * @param tags its tags
 */
public record AwsInstance(String id, String state, List<AwsInterface> interfaces, Map<String, String> tags) {
    /**
     * Copies list and tags.
     *
     * @param id for example {@code i-0a}
     * @param state {@code pending}, {@code running}, {@code stopping}, {@code stopped}, {@code shutting-down} or
     *     {@code terminated}
     * @param interfaces its interfaces, the primary one first; at least one
     * @param tags its tags
     */
    public AwsInstance {
        interfaces = List.copyOf(interfaces);
        tags = Map.copyOf(tags);
    }

    /** {@return whether it can be a target} */
    public boolean running() {
        return state.equals("running");
    }

    /** {@return the interface with device index 0} */
    public AwsInterface primary() {
        return interfaces.get(0);
    }
}
