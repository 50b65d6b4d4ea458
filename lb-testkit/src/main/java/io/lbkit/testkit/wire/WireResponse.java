package io.lbkit.testkit.wire;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;

/**
 * An answer. Immutable. Length and connection headers are written by the server; those that are set here are ignored.
 *
 * @param status 200 to 599
 * @param headers the header fields
 * @param body the body
 */
public record WireResponse(int status, Headers headers, Body body) {
    /**
     * Checks the parts.
     *
     * @param status 200 to 599
     * @param headers the header fields
     * @param body the body
     * @throws InvalidValueException if the status is none of a final answer
     */
    public WireResponse {
        if (status < 200 || status > 599) {
            throw InvalidValueException.of("status", status, "the status of a final answer is between 200 and 599");
        }
    }

    /**
     * {@return an answer without a body}
     *
     * @param status 200 to 599
     * @throws InvalidValueException if the status is none of a final answer
     */
    public static WireResponse empty(int status) {
        return new WireResponse(status, Headers.none(), Body.empty());
    }

    /**
     * {@return an answer with JSON}
     *
     * @param status 200 to 599
     * @param json the text
     * @throws InvalidValueException if the status is none of a final answer
     */
    public static WireResponse json(int status, String json) {
        return typed(status, "application/json; charset=utf-8", json);
    }

    /**
     * {@return an answer with XML}
     *
     * @param status 200 to 599
     * @param xml the text
     * @throws InvalidValueException if the status is none of a final answer
     */
    public static WireResponse xml(int status, String xml) {
        return typed(status, "text/xml; charset=utf-8", xml);
    }

    /**
     * {@return an answer with plain text}
     *
     * @param status 200 to 599
     * @param text the text
     * @throws InvalidValueException if the status is none of a final answer
     */
    public static WireResponse text(int status, String text) {
        return typed(status, "text/plain; charset=utf-8", text);
    }

    private static WireResponse typed(int status, String type, String text) {
        return new WireResponse(status, Headers.of("Content-Type", type), Body.of(text));
    }

    /**
     * {@return this answer with a header set}
     *
     * @param name a token of HTTP
     * @param value without line breaks
     * @throws InvalidValueException if HTTP has no such name or value
     */
    public WireResponse withHeader(String name, String value) {
        return new WireResponse(status, headers.with(name, value), body);
    }

    /**
     * {@return this answer with a {@code Retry-After} header}
     *
     * @param wait rounded up to whole seconds, as HTTP has it
     * @throws InvalidValueException if the time is negative
     */
    public WireResponse retryAfter(Duration wait) {
        if (wait.isNegative()) {
            throw InvalidValueException.of("retryAfter", wait, "a time to wait is not negative");
        }
        return withHeader(
                "Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    }

    /** {@return the body as text; the content coding gzip is undone; what claims to be gzip and is not stays as it is} */
    public String bodyText() {
        return ContentCoding.text(headers, body);
    }

    /** {@return status and size; no headers and no body} */
    @Override
    public String toString() {
        return status + " with " + body;
    }
}
