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
    /** {@return whether it names a pod} */
    public boolean isPod() {
        return kind.equals("Pod");
    }

    /**
     * The pod that it names.
     *
     * @param namespace the namespace of the slice
     * @return the key of the pod; nothing if it names something else, or if its name is none that a pod can have
     */
    public Optional<ObjectKey> pod(String namespace) {
        boolean named = isPod() && !name.isEmpty() && name.indexOf('/') < 0;
        return named ? Optional.of(ObjectKey.of(namespace, name)) : Optional.empty();
    }
}
