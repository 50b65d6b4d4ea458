package io.lbkit.testkit.wire;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a query or a form in their order, decoded. Names may repeat. Immutable. */
public final class Parameters {
    private static final Parameters NONE = new Parameters(List.of());

    private final List<Map.Entry<String, String>> entries;

    private Parameters(List<Map.Entry<String, String>> entries) {
        this.entries = List.copyOf(entries);
    }

    /** {@return no parameters} */
    public static Parameters none() {
        return NONE;
    }

    /**
     * Reads a query or a body of type {@code application/x-www-form-urlencoded}. What is no valid percent encoding is kept as
     * it is.
     *
     * @param encoded for example {@code Action=DescribeTags&Version=2015-12-01}; may be empty
     * @return the parameters
     */
    public static Parameters parse(String encoded) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        int start = 0;
        while (start < encoded.length()) {
            int end = encoded.indexOf('&', start);
            String pair = encoded.substring(start, end < 0 ? encoded.length() : end);
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                entries.add(Map.entry(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1))));
            }
            start = end < 0 ? encoded.length() : end + 1;
        }
        return new Parameters(entries);
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEncoding) {
            return text;
        }
    }

    /** {@return names and values in their order} */
    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /**
     * {@return the first value of a parameter}
     *
     * @param name as it is written, with case
     */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * {@return all values of a parameter, in their order}
     *
     * @param name as it is written, with case
     */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * {@return these parameters, where one value replaces all of its name; a new name comes last}
     *
     * @param name the name
     * @param value the value, not encoded
     */
    public Parameters with(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(without(Set.of(name)).entries);
        changed.add(Map.entry(name, value));
        return new Parameters(changed);
    }

    /**
     * {@return these parameters without some}
     *
     * @param names as they are written, with case
     */
    public Parameters without(Set<String> names) {
        return new Parameters(entries.stream()
                .filter(entry -> !names.contains(entry.getKey()))
                .toList());
    }

    /** {@return the form that {@link #parse} reads} */
    public String encoded() {
        return entries.stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && entries.equals(parameters.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** {@return names and values, without the values of those that carry secrets} */
    @Override
    public String toString() {
        return entries.stream()
                .map(entry -> entry.getKey() + "=" + Secrets.shown(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
