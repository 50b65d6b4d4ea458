package io.lbkit.reconcile.document;

/** Whether text for people is coloured (ANSI escape codes, for a terminal) or plain. */
public enum TextStyle {
    /** No colour. */
    PLAIN,
    /** Colour. */
    COLOUR;

    private static final String RESET = "\u001B[0m";

    String added(String text) {
        return coloured("\u001B[32m", text);
    }

    String changed(String text) {
        return coloured("\u001B[33m", text);
    }

    String removed(String text) {
        return coloured("\u001B[31m", text);
    }

    String strong(String text) {
        return coloured("\u001B[1m", text);
    }

    String faint(String text) {
        return coloured("\u001B[2m", text);
    }

    private String coloured(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
    }
}
