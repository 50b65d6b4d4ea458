package io.lbkit.diagnose.document.html;

import java.util.ArrayDeque;
import java.util.Deque;

/** HTML that is written from the front to the back. All text and every value of an attribute is escaped. Not thread-safe. */
final class Markup {
    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String tag, String... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /** An element without content. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes).append("/>");
        return this;
    }

    /** An element with nothing but text. */
    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Text of this program alone, such as a style sheet: it stands there as it is. */
    Markup constant(String text) {
        html.append(text);
        return this;
    }

    /** What was written elsewhere, with every element closed. */
    Markup append(Markup other) {
        html.append(other.html);
        return this;
    }

    Markup line() {
        html.append('\n');
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    private StringBuilder start(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            html.append('"');
        }
        return html;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append(c);
                default -> html.append(isPlain(c) ? c : '\uFFFD');
            }
        }
    }

    /** Controls are not allowed in HTML, and marks of direction would let a name rearrange what stands beside it. */
    private static boolean isPlain(char c) {
        boolean turns = c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
        return !turns && !Character.isISOControl(c);
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
