package io.lbkit.testkit.wire;

import java.io.IOException;
import java.io.Serial;

/** The peer sent what is no HTTP/1.1 message, or one beyond the limits. */
final class MalformedMessageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    MalformedMessageException(int status, String message) {
        super(message);
        this.status = status;
        this.reason = message;
    }

    /** {@return the status that a server answers} */
    int status() {
        return status;
    }

    /** {@return the broken rule} */
    String reason() {
        return reason;
    }
}
