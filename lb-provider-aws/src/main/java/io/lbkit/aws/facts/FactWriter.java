package io.lbkit.aws.facts;

import io.lbkit.model.resource.SpecValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes one map of facts: the reverse of {@link FactFields}. What is empty is left out. Not thread-safe. */
final class FactWriter {
    private final SortedMap<String, SpecValue> fields = new TreeMap<>();

    FactWriter text(String name, String value) {
        fields.put(name, SpecValue.of(value));
        return this;
    }

    FactWriter text(String name, Optional<String> value) {
        value.ifPresent(known -> text(name, known));
        return this;
    }

    FactWriter number(String name, long value) {
        fields.put(name, SpecValue.of(value));
        return this;
    }

    FactWriter number(String name, Optional<Long> value) {
        value.ifPresent(known -> number(name, known));
        return this;
    }

    /** A flag is left out where it has the value that a reader assumes. */
    FactWriter flag(String name, boolean value, boolean standard) {
        if (value != standard) {
            fields.put(name, SpecValue.of(value));
        }
        return this;
    }

    FactWriter texts(String name, Collection<?> values) {
        return list(name, values, value -> SpecValue.of(String.valueOf(value)));
    }

    FactWriter map(String name, Map<String, String> values) {
        SortedMap<String, SpecValue> map = new TreeMap<>();
        values.forEach((key, value) -> map.put(key, SpecValue.of(value)));
        return put(name, new SpecValue.Mapping(map));
    }

    <T> FactWriter list(String name, Collection<T> values, Function<T, SpecValue> writer) {
        if (!values.isEmpty()) {
            fields.put(name, new SpecValue.Sequence(values.stream().map(writer).toList()));
        }
        return this;
    }

    /** A list that is known is written though it is empty: one that is absent is not known. */
    <T> FactWriter list(String name, Optional<List<T>> values, Function<T, SpecValue> writer) {
        values.ifPresent(known -> fields.put(
                name, new SpecValue.Sequence(known.stream().map(writer).toList())));
        return this;
    }

    FactWriter put(String name, SpecValue.Mapping value) {
        if (!value.fields().isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    SpecValue.Mapping done() {
        return new SpecValue.Mapping(fields);
    }
}
