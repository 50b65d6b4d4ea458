package io.lbkit.diagnose.change;

import io.lbkit.diagnose.traffic.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote which fields of an object last, as {@code metadata.managedFields} says. The time is that of the last write of that
 * manager, so a field may be older.
 *
 * @param object the object as {@code Kind/namespace/name}
 * @param manager the manager, for example {@code kubectl-edit}
 * @param time when it wrote last
 * @param fields the paths of its fields down to the second level, for example {@code spec.selector}
 */
public record FieldWrites(String object, String manager, Instant time, Set<String> fields) {
    /**
     * Copies the set.
     *
     * @param object the object
     * @param manager the manager
     * @param time when it wrote last
     * @param fields the paths of its fields
     */
    public FieldWrites {
        fields = Set.copyOf(fields);
    }

    /**
     * The writes of an object as the API server gives it.
     *
     * @param object the object as a plain tree of maps and lists
     * @return the writes; entries without manager, time or fields are left out
     */
    public static List<FieldWrites> of(Map<?, ?> object) {
        Map<?, ?> metadata = map(object.get("metadata"));
        String name = object.get("kind") + "/"
                + (metadata.containsKey("namespace") ? metadata.get("namespace") + "/" : "") + metadata.get("name");
        List<FieldWrites> writes = new ArrayList<>();
        if (metadata.get("managedFields") instanceof List<?> entries) {
            entries.forEach(entry -> write(name, map(entry)).ifPresent(writes::add));
        }
        return List.copyOf(writes);
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Optional<FieldWrites> write(String object, Map<?, ?> entry) {
        Set<String> fields = new TreeSet<>();
        map(entry.get("fieldsV1"))
                .forEach((part, below) ->
                        map(below).keySet().forEach(field -> fields.add(plain(part) + "." + plain(field))));
        if (!(entry.get("manager") instanceof String manager)
                || !(entry.get("time") instanceof String time)
                || fields.isEmpty()) {
            return Optional.empty();
        }
        return time(time).map(at -> new FieldWrites(object, manager, at, fields));
    }

    private static String plain(@Nullable Object field) {
        return String.valueOf(field).replaceFirst("^f:", "");
    }

    private static Optional<Instant> time(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return the changes with their actor and moment, where exactly one manager wrote such a field of the object between the
     * snapshots}
     *
     * @param changes the changes
     * @param writes the writes
     */
    public static List<Change> attribute(Collection<Change> changes, Collection<FieldWrites> writes) {
        return changes.stream()
                .map(change -> {
                    List<FieldWrites> by = writes.stream()
                            .filter(write -> write.explains(change))
                            .distinct()
                            .toList();
                    return by.size() != 1
                            ? change
                            : Change.builder()
                                    .from(change)
                                    .when(new Window(by.get(0).time(), by.get(0).time()))
                                    .actor(by.get(0).manager())
                                    .build();
                })
                .sorted()
                .toList();
    }

    /** The detail of a change begins with the path of its field. */
    private boolean explains(Change change) {
        String path = change.detail().replaceFirst(":.*", "");
        return object.equals(change.object())
                && change.when().contains(time)
                && fields.stream().anyMatch(field -> path.startsWith(field) || field.startsWith(path + "."));
    }
}
