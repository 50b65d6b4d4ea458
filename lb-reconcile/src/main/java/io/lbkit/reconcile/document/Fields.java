package io.lbkit.reconcile.document;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.ResourceId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map whose keys keep the order in which they are put: one object of a document. */
final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    Fields put(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    Fields put(String name, Optional<?> value) {
        fields.put(name, value.orElse(null));
        return this;
    }

    Map<String, @Nullable Object> done() {
        return Collections.unmodifiableMap(fields);
    }

    static <T> List<@Nullable Object> list(Collection<? extends T> items, Function<T, ?> document) {
        List<@Nullable Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(document.apply(item)));
        return Collections.unmodifiableList(list);
    }

    /** Reads one value; a fault is that of the field. */
    static <T> T parsed(String at, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            if (e.field().startsWith(at)) {
                throw e;
            }
            InvalidValueException invalid = InvalidValueException.of(at, e.value(), e.rule());
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** Builds a value from fields; a fault is that of one of the fields. */
    static <T> T within(String at, Supplier<T> builder) {
        try {
            return builder.get();
        } catch (InvalidValueException e) {
            throw e.within(at);
        }
    }

    /** Reads the items of a list, each under its own place; a list that is missing is empty. */
    static <T> List<T> each(String at, @Nullable Object value, BiFunction<String, @Nullable Object, T> reader) {
        List<T> read = new ArrayList<>();
        for (Object item : items(at, value)) {
            read.add(reader.apply(at + "[" + read.size() + "]", item));
        }
        return read;
    }

    /** Reads an object. */
    static Map<?, ?> object(String at, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw InvalidValueException.of(at, String.valueOf(value), "an object is needed here");
    }

    /** Reads a list; one that is missing is empty. */
    private static List<?> items(String at, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw InvalidValueException.of(at, value, "a list is needed here");
    }

    /** Reads text that must be there. */
    static String text(String at, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw InvalidValueException.of(at, String.valueOf(value), "text is needed here");
    }

    /** Reads {@code KIND/NAME} that must be there. */
    static ResourceId id(String at, @Nullable Object value) {
        String text = text(at, value);
        return parsed(at, () -> ResourceId.parse(text));
    }

    /** Reads text that may be missing. */
    static Optional<String> optionalText(String at, @Nullable Object value) {
        return value == null ? Optional.empty() : Optional.of(text(at, value));
    }

    /** Reads a whole number that must be there. */
    static int number(String at, @Nullable Object value) {
        try {
            return Math.toIntExact(longNumber(at, value));
        } catch (ArithmeticException e) {
            InvalidValueException invalid =
                    InvalidValueException.of(at, String.valueOf(value), "the number is too large");
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** Reads a whole number that may be large. */
    static long longNumber(String at, @Nullable Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            try {
                return Long.parseLong(value.toString());
            } catch (NumberFormatException e) {
                InvalidValueException invalid = InvalidValueException.of(at, value, "the number is too large");
                invalid.initCause(e);
                throw invalid;
            }
        }
        throw InvalidValueException.of(at, String.valueOf(value), "a whole number is needed here");
    }

    /** Reads a constant by its label. */
    static <E> E constant(String at, @Nullable Object value, E[] constants, Function<E, String> label) {
        String text = text(at, value);
        List<String> labels = new ArrayList<>();
        for (E constant : constants) {
            if (label.apply(constant).equals(text)) {
                return constant;
            }
            labels.add(label.apply(constant));
        }
        throw InvalidValueException.of(at, text, "allowed are " + String.join(", ", labels));
    }
}
