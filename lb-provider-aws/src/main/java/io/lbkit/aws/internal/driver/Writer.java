package io.lbkit.aws.internal.driver;

import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeResult;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;

/** Carries out changes of the objects of one kind. */
interface Writer {
    /** {@return the cloud id of what was made, or of what was there already} */
    ChangeResult create(Change.Create change, Ids ids);

    void update(Change.Update change, Ids ids);

    void delete(Change.Delete change, Ids ids);

    default void addMembers(Change.AddMembers change, Ids ids) {
        throw noMembers(change);
    }

    default void removeMembers(Change.RemoveMembers change, Ids ids) {
        throw noMembers(change);
    }

    private static ProviderException noMembers(Change change) {
        return new ProviderException(ErrorKind.INVALID, change.id() + " has no targets").about(change.id());
    }
}
