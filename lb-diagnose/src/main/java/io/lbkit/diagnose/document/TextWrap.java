package io.lbkit.diagnose.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Breaks long lines between words, and only there: a name that is longer than a line stands on a line of its own, whole, so that it
 * can be copied. Colours take no room.
 */
public final class TextWrap {
    /** How much further than its line the rest of a line begins. */
    private static final int DEEPER = 2;

    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final Pattern WORD = Pattern.compile("\\S+");

    private TextWrap() {}

    /**
     * {@return text in lines of at most some width, as far as names allow}
     *
     * @param text lines, each of which ends with a line feed
     * @param width the most characters of a line; 0: lines are left as they are
     */
    public static String lines(String text, int width) {
        return text.lines()
                .map(line -> line(line, indent(line) + DEEPER, width) + "\n")
                .collect(Collectors.joining());
    }

    /**
     * {@return one line as one or several}
     *
     * @param line the line
     * @param hanging how far the second and further lines are indented
     * @param width the most characters of a line; 0: the line is left as it is
     */
    static String line(String line, int hanging, int width) {
        if (width == 0 || visible(line) <= width) {
            return line;
        }
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int from = 0;
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            boolean begins = current.isEmpty() || current.toString().isBlank();
            if (!begins && visible(current + line.substring(from, word.end())) > width) {
                lines.add(current.toString());
                current = new StringBuilder(" ".repeat(hanging)).append(word.group());
            } else {
                current.append(line, from, word.end());
            }
            from = word.end();
        }
        lines.add(current.toString());
        return String.join("\n", lines);
    }

    private static int indent(String line) {
        String plain = COLOUR.matcher(line).replaceAll("");
        return plain.length() - plain.stripLeading().length();
    }

    private static int visible(String line) {
        return COLOUR.matcher(line).replaceAll("").length();
    }
}
