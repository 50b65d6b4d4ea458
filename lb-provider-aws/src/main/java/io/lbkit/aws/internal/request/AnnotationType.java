package io.lbkit.aws.internal.request;

/** What the value of an annotation looks like. */
public enum AnnotationType {
    /** Yes or no, in the ways in which Go writes them. */
    BOOLEAN("`true` or `false`"),
    /** A whole number in decimal digits. */
    INTEGER("number"),
    /** Any text. */
    TEXT("text"),
    /** One of a few words. */
    CHOICE("word"),
    /** Texts with commas between them. */
    LIST("list `a,b`"),
    /** Pairs with commas between them; a backslash takes a comma into a value. */
    MAP("map `k=v,k=v`"),
    /** A JSON object. */
    JSON("JSON");

    private final String label;

    AnnotationType(String label) {
        this.label = label;
    }

    /** {@return what people call it} */
    public String label() {
        return label;
    }
}
