package io.lbkit.examples.haproxy.client;

import java.util.ArrayList;
import java.util.List;

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
    public static Section of(String header) {
        return new Section(List.of(header, ""));
    }

    /** {@return the words of the comment above the header; empty if there is none} */
    public String mark() {
        return isMarked() ? lines.get(0).substring(MARK.length()) : "";
    }

    private boolean isMarked() {
        return lines.get(0).startsWith(MARK);
    }

    /** {@return the header, for example {@code backend web}: keyword and name} */
    public String header() {
        return normal(lines.get(isMarked() && lines.size() > 1 ? 1 : 0)).replaceFirst("^(\\S+ \\S+) .*", "$1");
    }

    /** {@return what follows a keyword in each of its lines, for example {@code tcp} after {@code mode}} */
    public List<String> values(String keyword) {
        return lines.stream()
                .filter(line -> isAbout(line, keyword))
                .map(line -> normal(line).substring(keyword.length()).strip())
                .toList();
    }

    /** {@return this section with another comment} */
    public Section marked(String mark) {
        List<String> changed = new ArrayList<>(lines.subList(isMarked() ? 1 : 0, lines.size()));
        changed.add(0, MARK + mark);
        return new Section(changed);
    }

    /** {@return this section where a keyword has these lines, after all others; the others stay as they are} */
    public Section with(String keyword, List<String> values) {
        List<String> changed = new ArrayList<>(lines);
        changed.removeIf(line -> isAbout(line, keyword));
        int end = changed.size();
        while (end > 0 && changed.get(end - 1).isBlank()) {
            end--;
        }
        changed.addAll(
                end, values.stream().map(value -> "  " + keyword + " " + value).toList());
        return new Section(changed);
    }

    private static boolean isAbout(String line, String keyword) {
        return (normal(line) + " ").startsWith(keyword + " ");
    }

    private static String normal(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }
}
