package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be, read from the words of a line of data: a type, then {@code min=}, {@code max=}, {@code values=} and last
 * {@code pattern=}.
 *
 * @param type text, number, truth value, time, structure or list, by the names of the service models
 * @param min the least number, length or size
 * @param max the largest number, length or size
 * @param values the values of an enumeration; empty for others
 * @param pattern what a text matches
 */
record Bounds(String type, OptionalLong min, OptionalLong max, List<String> values, Optional<Pattern> pattern) {
    private static final Pattern WORDS =
            Pattern.compile("(\\w+)(?: min=(-?\\d+))?(?: max=(\\d+))?(?: values=(\\S+))?(?: pattern=(.+))?");

    static Bounds parse(String words) {
        Matcher line = WORDS.matcher(words);
        if (!line.matches()) {
            throw new IllegalStateException("no bounds: " + words);
        }
        return new Bounds(
                line.group(1),
                number(line.group(2)),
                number(line.group(3)),
                Optional.ofNullable(line.group(4))
                        .map(list -> List.of(list.split(",")))
                        .orElse(List.of()),
                Optional.ofNullable(line.group(5)).map(Pattern::compile));
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** {@return the rule that a value breaks, in the words of AWS} */
    Optional<String> broken(String value) {
        return switch (type) {
            case "integer" ->
                value.matches("-?\\d{1,18}")
                        ? outside(Long.parseLong(value), "value")
                        : Optional.of("Member must be an integer");
            case "boolean" ->
                value.matches("true|false") ? Optional.empty() : Optional.of("Member must be true or false");
            case "string" -> brokenText(value);
            default -> Optional.empty();
        };
    }

    /** {@return the rule that a list of a size breaks} */
    Optional<String> brokenSize(int size) {
        return outside(size, "length");
    }

    private Optional<String> brokenText(String value) {
        if (!values.isEmpty() && !values.contains(value)) {
            return Optional.of("Member must satisfy enum value set: " + values);
        }
        if (pattern.isPresent() && !pattern.get().matcher(value).find()) {
            return Optional.of("Member must satisfy regular expression pattern: " + pattern.get());
        }
        return outside(value.length(), "length");
    }

    private Optional<String> outside(long figure, String what) {
        if (min.isPresent() && figure < min.getAsLong()) {
            return Optional.of("Member must have " + what + " greater than or equal to " + min.getAsLong());
        }
        if (max.isPresent() && figure > max.getAsLong()) {
            return Optional.of("Member must have " + what + " less than or equal to " + max.getAsLong());
        }
        return Optional.empty();
    }
}
