package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.Verdict;
import io.lbkit.diagnose.chain.HopState;
import java.util.Locale;

/** A sign for a state that is told by its shape and its word; colour only repeats it. */
enum Mark {
    GOOD("<circle cx=\"8\" cy=\"8\" r=\"7.5\"/><path class=\"s\" d=\"M4.5 8.3 7 10.8 11.6 5.6\"/>"),
    BAD("<path d=\"M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z\"/><path class=\"s\" d=\"m5 5 6 6m0-6-6 6\"/>"),
    PART("<path d=\"M8 .8 15.6 15H.4z\"/><path class=\"s\" d=\"M8 6v4.2m0 1.8v.6\"/>"),
    OPEN("<path d=\"M8 .4 15.6 8 8 15.6.4 8z\"/><text class=\"q\" x=\"8\" y=\"11.6\">?</text>"),
    NONE("<circle cx=\"8\" cy=\"8\" r=\"7\"/><path class=\"s\" d=\"M5 8h6\"/>");

    private final String drawing;

    Mark(String drawing) {
        this.drawing = drawing;
    }

    static Mark of(HopState state) {
        return switch (state) {
            case PASS -> GOOD;
            case FAIL -> BAD;
            case UNKNOWN -> OPEN;
            case NOT_APPLICABLE -> NONE;
        };
    }

    static Mark of(Verdict verdict) {
        return switch (verdict) {
            case DELIVERS -> GOOD;
            case BROKEN -> BAD;
            case DEGRADED -> PART;
            case PENDING, INCONCLUSIVE -> OPEN;
        };
    }

    /** The class of what is drawn in this state. */
    String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the drawing of the sign stands in the document. */
    String id() {
        return "m-" + style();
    }

    /** The drawings of all signs, once for a document. */
    static void define(Markup html) {
        html.open("svg", "width", "0", "height", "0", "aria-hidden", "true", "class", "defs");
        for (Mark mark : values()) {
            html.open("symbol", "id", mark.id(), "viewBox", "0 0 16 16")
                    .constant(mark.drawing)
                    .close();
        }
        html.close().line();
    }

    /** The sign within text. The word beside it says the same, so that a reader aloud need not see it. */
    void inText(Markup html) {
        html.open("svg", "class", "mark " + style(), "width", "16", "height", "16", "aria-hidden", "true");
        html.empty("use", "href", "#" + id()).close();
    }
}
