package io.lbkit.model.resource;

import io.lbkit.model.Fingerprint;
import java.util.Optional;

/**
 * What LBKit wrote to an object last, stored beside the ownership mark. Comparing it with what is wanted now tells a change
 * of the wish from a change that somebody made in the cloud.
 *
 * @param spec the fingerprint of the attributes
 * @param members the fingerprint of the members; absent until all of them were written, or where the provider does not
 *     store it
 * @param designVersion the version of the design that made them
 */
public record Applied(Fingerprint spec, Optional<Fingerprint> members, String designVersion) {
    /** {@return the same without members: what holds while they are on their way} */
    public Applied withoutMembers() {
        return withMembers(Optional.empty());
    }

    /**
     * {@return the same with other members}
     *
     * @param others the fingerprint of the members, if it is known
     */
    public Applied withMembers(Optional<Fingerprint> others) {
        return new Applied(spec, others, designVersion);
    }
}
