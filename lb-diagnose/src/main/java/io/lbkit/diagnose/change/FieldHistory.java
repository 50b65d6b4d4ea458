package io.lbkit.diagnose.change;

import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.FieldWrites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who wrote which field of which object last, and when, as managed fields tell. Safe for use by many threads.
 */
public final class FieldHistory {
    private final Map<String, List<FieldWrites>> byObject = new HashMap<>();

    private FieldHistory(Collection<FieldWrites> writes) {
        writes.stream()
                .distinct()
                .forEach(write -> byObject.computeIfAbsent(write.object(), key -> new ArrayList<>())
                        .add(write));
    }

    /**
     * The history that some writes tell.
     *
     * @param writes the writes
     * @return the history
     */
    public static FieldHistory of(Collection<FieldWrites> writes) {
        return new FieldHistory(writes);
    }

    /** {@return whether nothing is known} */
    public boolean isEmpty() {
        return byObject.isEmpty();
    }

    List<FieldWrites> writes(String object) {
        return byObject.getOrDefault(object, List.of());
    }

    /**
     * {@return the changes with their actor and moment, where exactly one manager wrote such a field of the object between the
     * snapshots}
     *
     * @param changes the changes
     */
    public List<Change> attribute(Collection<Change> changes) {
        return changes.stream().map(this::attributed).sorted().toList();
    }

    private Change attributed(Change change) {
        List<FieldWrites> by = writes(change.object()).stream()
                .filter(write -> explains(write, change))
                .toList();
        return by.size() != 1
                ? change
                : Change.builder()
                        .from(change)
                        .when(new Window(by.get(0).time(), by.get(0).time()))
                        .actor(by.get(0).manager())
                        .build();
    }

    /** The detail of a change begins with the path of its field. */
    private static boolean explains(FieldWrites write, Change change) {
        String path = change.detail().replaceFirst(":.*", "");
        return change.when().contains(write.time())
                && write.fields().stream().anyMatch(field -> path.startsWith(field) || field.startsWith(path + "."));
    }
}
