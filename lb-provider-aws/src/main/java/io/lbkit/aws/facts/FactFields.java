package io.lbkit.aws.facts;

import io.lbkit.model.finding.EditDistance;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads one map of facts, and knows in the end which of its keys nobody asked for. Not thread-safe. */
final class FactFields {
    private final String path;
    private final SortedMap<String, SpecValue> fields;
    private final SortedSet<String> known = new TreeSet<>();

    FactFields(String path, SpecValue value) {
        this.path = path;
        this.fields = as(path, value, SpecValue.Mapping.class, "a map").fields();
    }

    String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> InvalidValueException.of(path(name), "", "it is needed and is missing"));
    }

    Optional<String> optionalText(String name) {
        return get(name).map(value -> text(path(name), value));
    }

    boolean flag(String name, boolean standard) {
        return get(name)
                .map(value -> as(path(name), value, SpecValue.Flag.class, "true or false")
                        .value())
                .orElse(standard);
    }

    Optional<Long> number(String name) {
        return get(name).map(value -> {
            SpecValue.Decimal number = as(path(name), value, SpecValue.Decimal.class, "a whole number");
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException e) {
                InvalidValueException invalid = InvalidValueException.of(path(name), value, "a whole number is needed");
                invalid.initCause(e);
                throw invalid;
            }
        });
    }

    List<String> texts(String name) {
        return items(name, FactFields::text);
    }

    SortedMap<String, String> map(String name) {
        SortedMap<String, String> map = new TreeMap<>();
        get(name)
                .ifPresent(value -> as(path(name), value, SpecValue.Mapping.class, "a map of texts")
                        .fields()
                        .forEach((key, field) -> map.put(key, text(path(name) + "." + key, field))));
        return map;
    }

    <T> List<T> list(String name, Function<FactFields, T> reader) {
        return items(name, (at, value) -> {
            FactFields item = new FactFields(at, value);
            T read = reader.apply(item);
            item.done();
            return read;
        });
    }

    <T> Optional<T> object(String name, Function<FactFields, T> reader) {
        return get(name).map(value -> {
            FactFields nested = new FactFields(path(name), value);
            T read = reader.apply(nested);
            nested.done();
            return read;
        });
    }

    /** Parses text, and tells where it stands if it is wrong. */
    <T> T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidValueException e) {
            throw e.within(path(name));
        }
    }

    <T> List<T> parsedTexts(String name, Function<String, T> parser) {
        return texts(name).stream().map(text -> parsed(name, text, parser)).toList();
    }

    Optional<SpecValue> get(String name) {
        known.add(name);
        return Optional.ofNullable(fields.get(name)).filter(value -> !(value instanceof SpecValue.Absent));
    }

    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Refuses keys that nobody asked for: they are more likely misspelt than meant for somebody else. */
    void done() {
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt((String other) -> EditDistance.between(other, name))
                                .thenComparing(Comparator.naturalOrder()))
                        .orElse("");
                throw InvalidValueException.of(
                        path(name), fields.get(name), "there is no such fact, and the nearest one is " + nearest);
            }
        }
    }

    private interface ItemReader<T> {
        T read(String at, SpecValue value);
    }

    private <T> List<T> items(String name, ItemReader<T> reader) {
        List<T> items = new ArrayList<>();
        get(name)
                .ifPresent(value -> as(path(name), value, SpecValue.Sequence.class, "a list")
                        .items()
                        .forEach(item -> items.add(reader.read(path(name) + "[" + items.size() + "]", item))));
        return items;
    }

    private static String text(String at, SpecValue value) {
        return as(at, value, SpecValue.Text.class, "text").value();
    }

    private static <V extends SpecValue> V as(String at, SpecValue value, Class<V> form, String rule) {
        if (!form.isInstance(value)) {
            throw InvalidValueException.of(at, value, rule + " is needed");
        }
        return form.cast(value);
    }
}
