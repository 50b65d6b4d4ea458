package io.lbkit.diagnose.document.html;

/** Shapes of a picture. All numbers are in the units of its view box. */
final class Drawing {
    private static final int MARK = 18;

    private final Markup html = new Markup();

    Markup html() {
        return html;
    }

    void box(int x, int top, int width, int height, String style) {
        html.empty(
                "rect",
                "class",
                style,
                "x",
                number(x),
                "y",
                number(top),
                "width",
                number(width),
                "height",
                number(height),
                "rx",
                "6");
    }

    void label(int x, int y, String text, String style) {
        html.element("text", text, "class", style, "x", number(x), "y", number(y));
    }

    /** A line in the words of SVG paths. */
    void line(String way, String style) {
        html.empty("path", "class", style, "d", way);
    }

    void mark(Mark mark, int x, int y) {
        html.empty(
                "use",
                "class",
                "mark " + mark.style(),
                "href",
                "#" + mark.id(),
                "x",
                number(x - MARK / 2),
                "y",
                number(y - MARK / 2),
                "width",
                number(MARK),
                "height",
                number(MARK));
    }

    private static String number(int value) {
        return Integer.toString(value);
    }
}
