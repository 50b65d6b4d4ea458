package io.lbkit.aws.internal.driver;

import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.ProviderException;
import java.util.Collection;
import java.util.Map;

/** Whether an object may be changed: its tags, as they are now, say so. */
final class Ownership {
    private Ownership() {}

    /** Refuses to take an object of somebody else for the one that is to be made. */
    static void demandOfSame(Resource wanted, Map<String, String> stored) {
        if (!isOfCluster(wanted.owners(), Marks.owners(stored))) {
            throw new ProviderException(
                            ErrorKind.ALREADY_EXISTS,
                            wanted.id() + " exists and belongs to " + told(stored) + ", not to " + wanted.owners())
                    .about(wanted.id())
                    .hint("Choose another name, delete the other object, or adopt it.");
        }
    }

    /** Refuses a change of an object of somebody else, unless it is the change that takes it over. */
    static void demand(Change.Update change, Collection<Owner> stored) {
        boolean marks =
                change.attributes().stream().map(AttributeChange::path).anyMatch(AttributeChange.OWNERS::equals);
        boolean adopts = marks && isSame(change.before().owners(), stored);
        if (!adopts && !isOfCluster(change.resource().owners(), stored)) {
            throw foreign(change.resource(), stored.toString());
        }
    }

    /** Refuses the deletion of an object of somebody else. */
    static void demand(Change.Delete change, Map<String, String> stored) {
        if (!isOfCluster(change.resource().owners(), Marks.owners(stored))) {
            throw foreign(change.resource(), told(stored));
        }
    }

    private static ProviderException foreign(Resource resource, String owners) {
        return new ProviderException(
                        ErrorKind.ALREADY_EXISTS,
                        resource.id() + " belongs to " + owners + ", not to " + resource.owners())
                .about(resource.id())
                .hint("Adopt it, or leave it alone.");
    }

    private static String told(Map<String, String> stored) {
        Collection<Owner> owners = Marks.owners(stored);
        return owners.isEmpty() ? "nobody" : owners.toString();
    }

    private static boolean isOfCluster(Collection<Owner> wanted, Collection<Owner> stored) {
        return stored.stream()
                .anyMatch(owner -> wanted.stream()
                        .anyMatch(other -> other.cluster().equals(owner.cluster())
                                && other.service().equals(owner.service())));
    }

    /** A uid that is unknown on either side is no difference. */
    private static boolean isSame(Collection<Owner> seen, Collection<Owner> stored) {
        return seen.size() == stored.size() && (seen.isEmpty() || isOfCluster(seen, stored));
    }
}
