package io.lbkit.aws.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML as maps and lists, in the order in which it is written. */
final class Documents {
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());
    private static final JsonMapper JSON = new JsonMapper();

    private Documents() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> map(Path file) {
        return parse(file, new TypeReference<>() {});
    }

    static List<Map<String, Object>> list(Path file) {
        return parse(file, new TypeReference<>() {});
    }

    private static <T> T parse(Path file, TypeReference<T> type) {
        try {
            return YAML.readValue(read(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static String yaml(Object value) {
        try {
            return YAML.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One JSON document, which is YAML too. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The map with another one laid over it: maps in maps are laid over each other too, null removes. */
    static Map<String, Object> merged(Map<String, Object> base, Map<?, ?> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((name, value) -> {
            Object below = merged.get(name);
            if (value == null) {
                merged.remove(name);
            } else if (below instanceof Map<?, ?> lower && value instanceof Map<?, ?> upper) {
                merged.put((String) name, merged(typed(lower), upper));
            } else {
                merged.put((String) name, value);
            }
        });
        return merged;
    }

    static Map<String, Object> typed(Map<?, ?> map) {
        Map<String, Object> typed = new LinkedHashMap<>();
        map.forEach((name, value) -> typed.put((String) name, value));
        return typed;
    }
}
