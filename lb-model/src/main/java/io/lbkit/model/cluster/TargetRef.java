package io.lbkit.model.cluster;

import java.util.Optional;

/**
 * The object behind an endpoint.
 *
 * @param kind usually {@code Pod}
 * @param name its name, in the namespace of the slice
 * @param uid its uid, if known
 */
public record TargetRef(String kind, String name, Optional<String> uid) {}
