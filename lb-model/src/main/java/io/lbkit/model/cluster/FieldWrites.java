package io.lbkit.model.cluster;

import java.time.Instant;
import java.util.Set;

/**
 * Who wrote which fields of an object last, as {@code metadata.managedFields} says. The time is that of the last write of that
 * manager, so a field may be older.
 *
 * @param object the object as {@code Kind/namespace/name}
 * @param manager the manager, for example {@code kubectl-edit}
 * @param operation {@code Apply} or {@code Update}
 * @param time when it wrote last
 * @param fields the paths of its fields down to the second level, for example {@code spec.selector}
 */
public record FieldWrites(String object, String manager, String operation, Instant time, Set<String> fields) {
    /**
     * Copies the set.
     *
     * @param object the object
     * @param manager the manager
     * @param operation {@code Apply} or {@code Update}
     * @param time when it wrote last
     * @param fields the paths of its fields
     */
    public FieldWrites {
        fields = Set.copyOf(fields);
    }
}
