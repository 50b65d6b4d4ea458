package io.lbkit.model.resource;

import io.lbkit.model.finding.InvalidValueException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of a field of a cloud object: a small tree of plain data, comparable and with one canonical text, so that it can
 * be diffed, fingerprinted and printed by any JSON or YAML library. Immutable.
 *
 * <p>{@link Absent} says that the field is known not to be set. A field about which nothing is known, or nothing is wanted,
 * has no value at all.
 */
public sealed interface SpecValue extends Comparable<SpecValue> {
    /** {@return every resource that this value refers to, at any depth} */
    default SortedSet<ResourceId> references() {
        SortedSet<ResourceId> found = new TreeSet<>();
        if (this instanceof Ref ref) {
            found.add(ref.target());
        } else if (this instanceof Sequence sequence) {
            sequence.items().forEach(item -> found.addAll(item.references()));
        } else if (this instanceof Mapping mapping) {
            mapping.fields().values().forEach(field -> found.addAll(field.references()));
        }
        return found;
    }

    /** {@return the value of a field that is known not to be set} */
    static SpecValue absent() {
        return new Absent();
    }

    /** {@return the tree as {@code null}, {@link String}, {@link BigDecimal} or {@link Long}, {@link Boolean}, {@link List} and {@link Map}} */
    @Nullable
    Object toPlain();

    /** {@return the canonical text: compact JSON with sorted keys} */
    @Override
    String toString();

    @Override
    default int compareTo(SpecValue other) {
        return toString().compareTo(other.toString());
    }

    /**
     * Text.
     *
     * @param value the text
     */
    record Text(String value) implements SpecValue {
        @Override
        public Object toPlain() {
            return value;
        }

        @Override
        public String toString() {
            return quoted(value);
        }
    }

    /**
     * A number; 1, 1.0 and 1.00 are equal.
     *
     * @param value the number
     */
    record Decimal(BigDecimal value) implements SpecValue {
        private static final int MAX_DIGITS = 1000;

        /**
         * Brings the scale to its canonical form.
         *
         * @param value the number
         * @throws InvalidValueException if it is too large or too precise to be a setting
         */
        public Decimal {
            if (Math.abs((long) value.scale()) > MAX_DIGITS || value.precision() > MAX_DIGITS) {
                throw InvalidValueException.of("value", value, "a number has at most " + MAX_DIGITS + " digits");
            }
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
            value = value.scale() < 0 ? value.setScale(0) : value;
        }

        @Override
        public Object toPlain() {
            return value.scale() == 0 && value.precision() <= 18 ? (Object) value.longValueExact() : value;
        }

        @Override
        public String toString() {
            return value.toPlainString();
        }
    }

    /**
     * Yes or no.
     *
     * @param value which
     */
    record Flag(boolean value) implements SpecValue {
        @Override
        public Object toPlain() {
            return value;
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * Values in an order that counts.
     *
     * @param items the values
     */
    record Sequence(List<SpecValue> items) implements SpecValue {
        /**
         * Copies the list.
         *
         * @param items the values
         */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Object toPlain() {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.toPlain()));
            return Collections.unmodifiableList(plain);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("[");
            items.forEach(item -> text.append(text.length() == 1 ? "" : ",").append(item));
            return text.append(']').toString();
        }
    }

    /**
     * Values under names.
     *
     * @param fields the values
     */
    record Mapping(SortedMap<String, SpecValue> fields) implements SpecValue {
        /**
         * Copies the map.
         *
         * @param fields the values
         */
        public Mapping {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public Object toPlain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, value) -> plain.put(name, value.toPlain()));
            return Collections.unmodifiableMap(plain);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("{");
            fields.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                    .append(quoted(name))
                    .append(':')
                    .append(value));
            return text.append('}').toString();
        }
    }

    /**
     * A reference to another resource of the same graph.
     *
     * @param target the resource
     */
    record Ref(ResourceId target) implements SpecValue {
        @Override
        public Object toPlain() {
            return Map.of("ref", target.toString());
        }

        @Override
        public String toString() {
            return "{\"ref\":" + quoted(target.toString()) + "}";
        }
    }

    /** Known not to be set. */
    record Absent() implements SpecValue {
        @Override
        public @Nullable Object toPlain() {
            return null;
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * Text.
     *
     * @param value the text
     * @return the value
     */
    static SpecValue of(String value) {
        return new Text(value);
    }

    /**
     * A whole number.
     *
     * @param value the number
     * @return the value
     */
    static SpecValue of(long value) {
        return new Decimal(BigDecimal.valueOf(value));
    }

    /**
     * Yes or no.
     *
     * @param value which
     * @return the value
     */
    static SpecValue of(boolean value) {
        return new Flag(value);
    }

    /**
     * Reads plain data as JSON and YAML libraries give it: the reverse of {@link #toPlain()}. A map with the single key
     * {@code ref} and a value of the form {@code KIND/NAME} is a reference.
     *
     * @param field where it stands, for the message
     * @param plain null, text, number, boolean, list or map with text keys
     * @return the value
     * @throws InvalidValueException if there is anything else in it
     */
    static SpecValue fromPlain(String field, @Nullable Object plain) {
        if (plain == null) {
            return absent();
        } else if (plain instanceof CharSequence text) {
            return new Text(text.toString());
        } else if (plain instanceof Boolean flag) {
            return new Flag(flag);
        } else if (plain instanceof Number number) {
            return decimal(field, number);
        } else if (plain instanceof Iterable<?> items) {
            List<SpecValue> values = new ArrayList<>();
            items.forEach(item -> values.add(fromPlain(field + "[" + values.size() + "]", item)));
            return new Sequence(values);
        } else if (plain instanceof Map<?, ?> fields) {
            return mapping(field, fields);
        }
        throw InvalidValueException.of(field, plain, "allowed are text, numbers, true, false, null, lists and maps");
    }

    private static SpecValue decimal(String field, Number number) {
        try {
            return new Decimal(new BigDecimal(number.toString()));
        } catch (NumberFormatException e) {
            InvalidValueException invalid = InvalidValueException.of(field, number, "a number is finite");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static SpecValue mapping(String field, Map<?, ?> fields) {
        if (fields.size() == 1 && fields.get("ref") instanceof String target && target.indexOf('/') > 0) {
            return new Ref(ResourceId.parse(target));
        }
        SortedMap<String, SpecValue> values = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (!(name instanceof String key)) {
                throw InvalidValueException.of(field, name, "the keys of a map are text");
            }
            values.put(key, fromPlain(field + "." + key, value));
        });
        return new Mapping(values);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
