package io.lbkit.kubernetes.internal.yaml;

import java.io.IOException;
import java.io.Serial;

/** Bytes that are no text. */
final class NotTextException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    NotTextException(int line) {
        super("not text");
        this.line = line;
    }

    int line() {
        return line;
    }
}
