package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The header fields of a message in their order. Names are compared without case and may repeat. Immutable. */
public final class Headers {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[^\\r\\n\\x00]*");
    private static final Headers NONE = new Headers(List.of());

    private final List<Map.Entry<String, String>> fields;

    private Headers(List<Map.Entry<String, String>> fields) {
        this.fields = List.copyOf(fields);
    }

    /** {@return no fields} */
    public static Headers none() {
        return NONE;
    }

    /**
     * {@return one field}
     *
     * @param name a token of HTTP
     * @param value without line breaks
     * @throws InvalidValueException if HTTP has no such name or value
     */
    public static Headers of(String name, String value) {
        return NONE.and(name, value);
    }

    static Headers ofFields(List<Map.Entry<String, String>> fields) {
        fields.forEach(field -> checkedField(field.getKey(), field.getValue()));
        return new Headers(fields);
    }

    /** {@return names and values in their order} */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /**
     * {@return the value of the first field of a name}
     *
     * @param name in any case
     */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * {@return the values of all fields of a name, in their order}
     *
     * @param name in any case
     */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * {@return these fields and one more, whether or not there is one of the name}
     *
     * @param name a token of HTTP
     * @param value without line breaks
     * @throws InvalidValueException if HTTP has no such name or value
     */
    public Headers and(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(checkedField(name, value));
        return new Headers(more);
    }

    /**
     * {@return these fields, where one field replaces all of its name}
     *
     * @param name a token of HTTP
     * @param value without line breaks
     * @throws InvalidValueException if HTTP has no such name or value
     */
    public Headers with(String name, String value) {
        return without(Set.of(name)).and(name, value);
    }

    /**
     * {@return these fields without those of some names}
     *
     * @param names in any case
     */
    public Headers without(Set<String> names) {
        Set<String> dropped = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        dropped.addAll(names);
        return new Headers(fields.stream()
                .filter(field -> !dropped.contains(field.getKey()))
                .toList());
    }

    private static Map.Entry<String, String> checkedField(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidValueException.of("header", name, "a name is letters, digits and some marks, without spaces");
        }
        if (!VALUE.matcher(value).matches()) {
            throw InvalidValueException.of("header." + name, value, "a value has no line break and no zero byte");
        }
        return Map.entry(name, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers && fields.equals(headers.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** {@return the fields, without the values of those that carry secrets} */
    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.getKey() + ": " + Secrets.shown(field.getKey(), field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
