package io.lbkit.diagnose.document.html;

import java.util.List;

/**
 * The texts that show while a part of a picture is pointed at or has the focus. They stand at the end of the picture, so that they
 * cover everything else, and belong to the parts by their number.
 */
final class Tips {
    private static final int LEFT = 4;
    private static final int WIDTH = PathPicture.WIDTH - 2 * LEFT;
    private static final int LINE = 15;
    private static final int LETTERS = 50;
    private static final int MOST_LINES = 7;

    private final Drawing drawing = new Drawing();
    private int count;

    /** Adds a text under a part of the picture, and returns its number, from 0. */
    int add(String title, String text, int top) {
        List<String> lines = Lines.wrap(text, LETTERS, MOST_LINES);
        drawing.html().open("g", "class", "tip t" + count, "aria-hidden", "true");
        drawing.box(LEFT, top, WIDTH, 28 + LINE * lines.size(), "tip-box");
        int y = top + 17;
        drawing.label(LEFT + 8, y, Lines.shorten(title, LETTERS), "tip-title");
        for (String line : lines) {
            y += LINE;
            drawing.label(LEFT + 8, y + 2, line, "tip-text");
        }
        drawing.html().close();
        return count++;
    }

    Markup html() {
        return drawing.html();
    }

    /** The rules that show a text while its part is pointed at or has the focus. */
    static String rules(int most) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < most; i++) {
            rules.append(".h%d:hover~.t%d,.h%d:focus~.t%d".formatted(i, i, i, i))
                    .append(i < most - 1 ? "," : "{display:block}\n");
        }
        return rules.toString();
    }
}
