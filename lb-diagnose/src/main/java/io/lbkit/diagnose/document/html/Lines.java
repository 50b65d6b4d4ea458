package io.lbkit.diagnose.document.html;

import java.util.ArrayList;
import java.util.List;

/** Text of a fixed width, for pictures: what is in a picture does not wrap by itself. */
final class Lines {
    private static final String GAP = "\u2026";

    private Lines() {}

    /** The text in at most so many lines of at most so many letters; what does not fit ends in dots. */
    static List<String> wrap(String text, int width, int most) {
        List<String> lines = new ArrayList<>();
        String left = text.strip();
        while (!left.isEmpty()) {
            if (lines.size() == most - 1 && left.length() > width) {
                lines.add(left.substring(0, width - 1) + GAP);
                return lines;
            }
            int end = end(left, width);
            lines.add(left.substring(0, end).strip());
            left = left.substring(end).strip();
        }
        return lines;
    }

    private static int end(String text, int width) {
        if (text.length() <= width) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', width);
        return space > 0 ? space : width;
    }

    /** The text without its middle: names of objects differ at their ends. */
    static String shorten(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int tail = (width - 1) * 2 / 3;
        return text.substring(0, width - 1 - tail) + GAP + text.substring(text.length() - tail);
    }
}
