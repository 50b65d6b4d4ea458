package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;

/** Words for what the cloud does not do. */
final class Refusal {
    private Refusal() {}

    static ProviderException of(ErrorKind kind, Resource resource, String why) {
        return new ProviderException(kind, resource.id() + ": " + why).about(resource.id());
    }

    static ProviderException missing(Resource resource) {
        return of(ErrorKind.NOT_FOUND, resource, "it does not exist");
    }

    static void unless(boolean rule, Resource resource, String why) {
        if (!rule) {
            throw of(ErrorKind.INVALID, resource, why);
        }
    }

    /** The proof of ownership is read again before each write: the mark may be gone since the observation. */
    static void unlessOurs(StoredObject object, Resource wanted) {
        if (!object.sharesClusterWith(wanted)) {
            throw of(
                    ErrorKind.PERMISSION,
                    wanted,
                    "it belongs to " + object.resource().owners());
        }
    }
}
