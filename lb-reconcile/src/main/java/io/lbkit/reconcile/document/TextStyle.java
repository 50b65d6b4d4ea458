package io.lbkit.reconcile.document;

/** Whether text for people is coloured (ANSI escape codes, for a terminal) or plain. */
public enum TextStyle {
    /** No colour. */
    PLAIN,
    /** Colour. */
    COLOUR;

    private static final String RESET = "\u001B[0m";

    /**
     * {@return text as what is good or new}
     *
     * @param text the text
     */
    public String added(String text) {
        return coloured("\u001B[32m", text);
    }

    /**
     * {@return text as what changes or needs care}
     *
     * @param text the text
     */
    public String changed(String text) {
        return coloured("\u001B[33m", text);
    }

    /**
     * {@return text as what is bad or goes away}
     *
     * @param text the text
     */
    public String removed(String text) {
        return coloured("\u001B[31m", text);
    }

    /**
     * {@return text as what matters}
     *
     * @param text the text
     */
    public String strong(String text) {
        return coloured("\u001B[1m", text);
    }

    /**
     * {@return text as what matters less}
     *
     * @param text the text
     */
    public String faint(String text) {
        return coloured("\u001B[2m", text);
    }

    private String coloured(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
    }
}
