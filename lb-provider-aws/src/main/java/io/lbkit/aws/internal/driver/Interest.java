package io.lbkit.aws.internal.driver;

import io.lbkit.model.resource.Owner;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.Collection;
import java.util.Map;

/**
 * Which objects an observation is about.
 *
 * @param scope the cluster, and the Services if not all are meant
 */
record Interest(ObservationScope scope) {
    /** {@return whether tags say that an object belongs to the cluster} */
    boolean isOurs(Map<String, String> tags) {
        return isOurs(Marks.owners(tags));
    }

    boolean isOurs(Collection<Owner> owners) {
        return owners.stream().anyMatch(owner -> owner.cluster().equals(scope.cluster()));
    }

    /** {@return whether everything about an object is to be read; of others only what a listing says} */
    boolean isClose(Map<String, String> tags) {
        return Marks.owners(tags).stream()
                .filter(owner -> owner.cluster().equals(scope.cluster()))
                .anyMatch(owner -> scope.services().isEmpty()
                        || owner.service().isEmpty()
                        || scope.services().contains(owner.service().get()));
    }
}
