package io.lbkit.testkit.wire;

import java.io.Serial;

/** Thrown by a handler to answer with an error in the style of its server. */
public final class CloudErrorException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is answered. */
    private final transient CloudError error;

    /**
     * Refuses the request.
     *
     * @param error what is answered
     */
    public CloudErrorException(CloudError error) {
        super(error.status() + " " + error.code() + ": " + error.message());
        this.error = error;
    }

    /** {@return what is answered} */
    public CloudError error() {
        return error;
    }
}
