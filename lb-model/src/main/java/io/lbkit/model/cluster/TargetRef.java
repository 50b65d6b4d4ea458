package io.lbkit.model.cluster;

import java.util.Optional;

/**
 * The object behind an endpoint.
 *
 * @param kind usually {@code Pod}
 * @param name its name, in the namespace of the slice
 * @param uid its uid, if known
 */
public record TargetRef(String kind, String name, Optional<String> uid) {
    /**
     * The pod that it names.
     *
     * @param namespace the namespace of the slice
     * @return the key of the pod; nothing if it names something else, or if its name is none that a pod can have
     */
    public Optional<ObjectKey> pod(String namespace) {
        boolean named = kind.equals("Pod") && !name.isEmpty() && name.indexOf('/') < 0;
        return named ? Optional.of(ObjectKey.of(namespace, name)) : Optional.empty();
    }
}
