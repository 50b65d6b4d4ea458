package io.lbkit.examples.lbctl;

import java.io.Serial;

/** The command cannot go on. The message is for the user and says what to do. */
final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Failure(String message, String remedy) {
        super(message + "\nRemedy: " + remedy);
    }

    Failure(String message, String remedy, Throwable cause) {
        super(message + "\nRemedy: " + remedy, cause);
    }
}
