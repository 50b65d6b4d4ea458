package io.lbkit.kubernetes.internal.yaml;

import java.io.Serial;

/** A document that cannot be read further. */
public final class BrokenYaml extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Why a document cannot be read. */
    public enum Cause {
        /** It is not YAML. */
        SYNTAX,
        /** It is not text. */
        NOT_TEXT,
        /** It is YAML that no sane person writes. */
        LIMIT
    }

    private final Cause why;
    private final int line;

    BrokenYaml(Cause why, int line, String problem) {
        super(problem);
        this.why = why;
        this.line = line;
    }

    /** Why it cannot be read. */
    public Cause why() {
        return why;
    }

    /** The line of the file, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, as a clause. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
