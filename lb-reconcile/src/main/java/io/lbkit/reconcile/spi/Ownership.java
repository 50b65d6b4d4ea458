package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.Owner;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a change may touch an object that exists. A provider asks before each write, with the owners that are stored with the
 * object now: the mark may be another one since the observation.
 */
public final class Ownership {
    private Ownership() {}

    /**
     * Refuses a change of an object of somebody else. Ours is what has an owner in common with the wish, whatever its uid; an
     * adoption may touch what still has the owners that were seen.
     *
     * @param change the change
     * @param stored the owners that are stored with the object now; none if it carries no mark
     * @throws ProviderException ALREADY_EXISTS if the object is not ours
     */
    public static void require(Change change, Collection<Owner> stored) {
        Set<Owner> wanted = withoutUids(change.resource().owners());
        boolean ours = withoutUids(stored).stream().anyMatch(wanted::contains);
        if (!ours && !isAdoption(change, stored)) {
            throw new ProviderException(
                            ErrorKind.ALREADY_EXISTS,
                            change.id() + " belongs to " + (stored.isEmpty() ? "nobody" : stored) + ", not to "
                                    + change.resource().owners())
                    .about(change.id())
                    .hint(
                            change instanceof Change.Create
                                    ? "Choose another name, delete the other object, or adopt it."
                                    : "Adopt it, or leave it alone.");
        }
    }

    private static boolean isAdoption(Change change, Collection<Owner> stored) {
        return change instanceof Change.Update update
                && update.attributes().stream()
                        .anyMatch(attribute -> attribute.path().equals(AttributeChange.OWNERS))
                && withoutUids(update.before().owners()).equals(withoutUids(stored));
    }

    private static Set<Owner> withoutUids(Collection<Owner> owners) {
        return owners.stream()
                .map(owner -> new Owner(owner.cluster(), owner.service(), Optional.empty()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
