package io.lbkit.diagnose.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maps and lists as YAML gives them, typed by force: what has another form is an error of the author. */
final class Fields {
    private Fields() {}

    static Map<String, Object> map(Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a mapping is needed, not " + value);
        }
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((key, each) -> typed.put(key.toString(), each));
        return typed;
    }

    static List<Object> list(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> items ? new ArrayList<>(items) : List.of(value);
    }

    static List<String> texts(Object value) {
        return list(value).stream().map(Object::toString).toList();
    }

    /** A word that nobody reads would be a check that nobody makes. */
    static void allow(String where, Map<String, Object> fields, Set<String> known) {
        fields.keySet().forEach(key -> {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(where + ": '" + key + "' is none of " + known);
            }
        });
    }
}
