package io.lbkit.diagnose.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays one object over another as {@code kubectl patch} does: mappings are merged, null removes, lists of mappings are merged by
 * the key that tells their elements apart, and other lists are replaced. An element with {@code $patch: delete} is removed; a
 * list that begins with {@code $patch: replace} replaces the whole list.
 */
final class Patch {
    private static final String DIRECTIVE = "$patch";
    private static final List<String> MERGE_KEYS = List.of("type", "name", "key", "addresses", "ip", "containerPort");

    private Patch() {}

    static Map<String, Object> laid(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else {
                merged.put(key, laid(merged.get(key), value));
            }
        });
        return merged;
    }

    private static Object laid(Object base, Object over) {
        if (base instanceof Map && over instanceof Map) {
            return laid(Fields.map(base), Fields.map(over));
        }
        if (over instanceof List && replaces(Fields.list(over))) {
            return Fields.list(over).subList(1, Fields.list(over).size());
        }
        if (base instanceof List && over instanceof List && isKeyed(Fields.list(over))) {
            return laid(Fields.list(base), Fields.list(over));
        }
        return over;
    }

    private static boolean replaces(List<Object> over) {
        return !over.isEmpty()
                && over.get(0) instanceof Map
                && "replace".equals(Fields.map(over.get(0)).get(DIRECTIVE));
    }

    private static boolean isKeyed(List<Object> list) {
        return !list.isEmpty()
                && list.stream()
                        .allMatch(item -> item instanceof Map && key(item).isPresent());
    }

    private static Optional<String> key(Object item) {
        Map<String, Object> fields = Fields.map(item);
        return MERGE_KEYS.stream()
                .filter(fields::containsKey)
                .map(key -> key + "=" + fields.get(key))
                .findFirst();
    }

    private static List<Object> laid(List<Object> base, List<Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>();
        base.forEach(item -> merged.put(key(item).orElse(item.toString()), item));
        for (Object item : over) {
            String key = key(item).orElseThrow();
            if ("delete".equals(Fields.map(item).get(DIRECTIVE))) {
                merged.remove(key);
            } else {
                merged.merge(key, item, Patch::laid);
            }
        }
        return new ArrayList<>(merged.values());
    }
}
