package io.lbkit.model.lb;

import java.util.Comparator;

/**
 * Something that could be a member and is none, with the reason.
 *
 * @param id the node name, the address with its port, or the slice
 * @param reason the typed reason
 * @param detail the object and field that show it
 */
public record Exclusion(String id, ExclusionReason reason, String detail) implements Comparable<Exclusion> {
    @Override
    public int compareTo(Exclusion other) {
        return Comparator.comparing(Exclusion::id)
                .thenComparing(Exclusion::reason)
                .thenComparing(Exclusion::detail)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return id + ": " + reason.label() + " (" + detail + ")";
    }
}
