package io.lbkit.kubernetes.internal;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.lbkit.model.cluster.FieldWrites;
import io.lbkit.model.cluster.ObjectType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote which fields of an object. Only what a person or a controller may set is of interest, not what is reported in the
 * status; and only of objects that decide where requests go, since managed fields make up half of a dump.
 */
public final class FieldWriteReading {
    /** A ReplicaSet is written by the controller of its Deployment, which follows what is written there. */
    private static final Set<ObjectType> TYPES = EnumSet.of(
            ObjectType.SERVICE,
            ObjectType.ENDPOINT_SLICE,
            ObjectType.NETWORK_POLICY,
            ObjectType.DEPLOYMENT,
            ObjectType.STATEFUL_SET,
            ObjectType.DAEMON_SET);

    private static final String STATUS = "status";
    private static final String METADATA = "metadata.";
    private static final Set<String> OF_METADATA = Set.of("metadata.annotations", "metadata.labels");

    private FieldWriteReading() {}

    /** {@return the writes of a live object of the client} */
    public static List<FieldWrites> read(HasMetadata object) {
        List<FieldWrites> writes = new ArrayList<>();
        String name = object.getKind() + "/" + Meta.of(object).key();
        List<ManagedFieldsEntry> entries = object.getMetadata() == null
                ? List.of()
                : Values.items(object.getMetadata().getManagedFields(), ManagedFieldsEntry::new);
        for (ManagedFieldsEntry entry : entries) {
            FieldsV1 fields = entry.getFieldsV1();
            write(
                            name,
                            entry.getManager(),
                            entry.getOperation(),
                            entry.getTime(),
                            fields == null ? Map.of() : fields.getAdditionalProperties())
                    .ifPresent(writes::add);
        }
        return List.copyOf(writes);
    }

    /** {@return the writes of an object as plain maps and lists; none of a type that is of no interest} */
    static List<FieldWrites> read(Subject subject, Map<String, ?> object) {
        List<FieldWrites> writes = new ArrayList<>();
        if (TYPES.contains(subject.type())
                && object.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("managedFields") instanceof List<?> entries) {
            for (Object each : entries) {
                if (each instanceof Map<?, ?> entry) {
                    write(
                                    subject.toString(),
                                    text(entry.get("manager")),
                                    text(entry.get("operation")),
                                    text(entry.get("time")),
                                    map(entry.get("fieldsV1")))
                            .ifPresent(writes::add);
                }
            }
        }
        return List.copyOf(writes);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Optional<FieldWrites> write(
            String object,
            @Nullable String manager,
            @Nullable String operation,
            @Nullable String time,
            Map<?, ?> fieldsV1) {
        Set<String> fields = paths(fieldsV1);
        Optional<Instant> at = time(Values.orEmpty(time));
        return manager == null || at.isEmpty() || fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new FieldWrites(object, manager, Values.orEmpty(operation), at.get(), fields));
    }

    private static Set<String> paths(Map<?, ?> fieldsV1) {
        Set<String> paths = new TreeSet<>();
        fieldsV1.forEach((part, below) -> {
            String name = plain(part);
            Set<String> inside = new TreeSet<>();
            map(below).keySet().forEach(field -> inside.add(name + "." + plain(field)));
            if (inside.isEmpty()) {
                inside.add(name);
            }
            inside.stream()
                    .filter(path -> !name.equals(STATUS))
                    .filter(path -> !path.startsWith(METADATA) || OF_METADATA.contains(path))
                    .forEach(paths::add);
        });
        return paths;
    }

    private static String plain(@Nullable Object field) {
        return String.valueOf(field).replaceFirst("^f:", "");
    }

    private static Optional<Instant> time(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
