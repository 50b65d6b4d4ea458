package io.lbkit.examples.haproxy.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A section of the configuration: its header with the lines that follow, and above it a comment that begins with
 * {@link #MARK} if it has one. Immutable.
 *
 * @param lines all of them, in order
 */
public record Section(List<String> lines) {
    /** How a comment begins that belongs to the section below it. */
    public static final String MARK = "# lbkit ";

    /** Copies the list. */
    public Section {
        lines = List.copyOf(lines);
    }

    /** {@return a section without settings, for example {@code backend web}} */
    public static Section of(String mark, String header) {
        return new Section(List.of(MARK + mark, header, ""));
    }

    /** {@return the words of the comment above the header; empty if there is none} */
    public String mark() {
        return isMarked() ? lines.get(0).substring(MARK.length()) : "";
    }

    /** {@return whether there is a comment above the header} */
    public boolean isMarked() {
        return lines.get(0).startsWith(MARK);
    }

    /** {@return the header, for example {@code backend web}} */
    public String header() {
        return normal(lines.get(isMarked() && lines.size() > 1 ? 1 : 0));
    }

    /** {@return what follows a keyword, for example {@code tcp} after {@code mode}} */
    public Optional<String> value(String keyword) {
        return lines.stream()
                .filter(isAbout(keyword))
                .map(line -> normal(line).substring(keyword.length()).strip())
                .findFirst();
    }

    /** {@return this section with another comment} */
    public Section marked(String mark) {
        List<String> changed = new ArrayList<>(lines.subList(isMarked() ? 1 : 0, lines.size()));
        changed.add(0, MARK + mark);
        return new Section(changed);
    }

    /** {@return this section where a keyword has a value, or does not appear; other lines stay as they are} */
    public Section with(String keyword, Optional<String> value) {
        List<String> changed = new ArrayList<>(lines);
        int place = 0;
        while (place < changed.size() && !isAbout(keyword).test(changed.get(place))) {
            place++;
        }
        if (place < changed.size()) {
            changed.remove(place);
        } else {
            while (changed.get(place - 1).isBlank()) {
                place--;
            }
        }
        if (value.isPresent()) {
            changed.add(place, "  " + keyword + " " + value.get());
        }
        return new Section(changed);
    }

    private static Predicate<String> isAbout(String keyword) {
        return line -> (normal(line) + " ").startsWith(keyword + " ");
    }

    private static String normal(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
