package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;

/**
 * An error as a cloud tells it. How it looks on the wire is the matter of an {@link ErrorStyle}.
 *
 * @param status the HTTP status, 400 to 599
 * @param code the cloud's own code, for example {@code Throttling} or {@code notFound}
 * @param message text for people
 */
public record CloudError(int status, String code, String message) {
    /**
     * Checks the status.
     *
     * @param status the HTTP status, 400 to 599
     * @param code the cloud's own code, for example {@code Throttling} or {@code notFound}
     * @param message text for people
     * @throws InvalidValueException if it is none of an error
     */
    public CloudError {
        if (status < 400 || status > 599) {
            throw InvalidValueException.of("status", status, "the status of an error is between 400 and 599");
        }
    }
}
