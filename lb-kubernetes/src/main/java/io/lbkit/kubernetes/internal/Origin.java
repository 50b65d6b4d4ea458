package io.lbkit.kubernetes.internal;

import io.lbkit.model.finding.Evidence;
import java.util.List;

/** Where an object was read from. */
@FunctionalInterface
public interface Origin {
    /** A live object: there is nothing to say beyond the object itself. */
    Origin LIVE = field -> List.of();

    /** The place of a field of the object. */
    List<Evidence> place(String field);
}
