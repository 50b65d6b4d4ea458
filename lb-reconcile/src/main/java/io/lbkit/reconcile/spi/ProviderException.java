package io.lbkit.reconcile.spi;

import io.lbkit.model.resource.ResourceId;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a provider failed. The kind says what the caller may do next; the driver itself never waits and never retries.
 * Immutable: the methods that add something return a new exception.
 */
public final class ProviderException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What the caller may do next. */
    private final ErrorKind kind;
    /** The object, if it is about one. */
    private final transient @Nullable ResourceId resource;
    /** How long the cloud asks to wait. */
    private final @Nullable Duration retryAfter;
    /** What to do. */
    private final @Nullable String hint;

    private ProviderException(
            ErrorKind kind,
            @Nullable String message,
            @Nullable Throwable cause,
            @Nullable ResourceId resource,
            @Nullable Duration retryAfter,
            @Nullable String hint) {
        super(message, cause);
        this.kind = kind;
        this.resource = resource;
        this.retryAfter = retryAfter;
        this.hint = hint;
    }

    /**
     * A failure.
     *
     * @param kind what the caller may do next
     * @param message what happened, with the cloud's own words
     */
    public ProviderException(ErrorKind kind, String message) {
        this(kind, message, null, null, null, null);
    }

    /**
     * A failure with its cause.
     *
     * @param kind what the caller may do next
     * @param message what happened, with the cloud's own words
     * @param cause the exception of the cloud's client
     */
    public ProviderException(ErrorKind kind, String message, Throwable cause) {
        this(kind, message, cause, null, null, null);
    }

    /**
     * {@return the same failure, about an object}
     *
     * @param about the object
     */
    public ProviderException about(ResourceId about) {
        return new ProviderException(kind, getMessage(), this, about, retryAfter, hint);
    }

    /**
     * {@return the same failure, with the time after which the cloud allows another call}
     *
     * @param wait from now
     */
    public ProviderException retryAfter(Duration wait) {
        return new ProviderException(kind, getMessage(), this, resource, wait, hint);
    }

    /**
     * {@return the same failure, with a hint for people}
     *
     * @param remedy what to do
     */
    public ProviderException hint(String remedy) {
        return new ProviderException(kind, getMessage(), this, resource, retryAfter, remedy);
    }

    /** {@return what the caller may do next} */
    public ErrorKind kind() {
        return kind;
    }

    /** {@return the object it is about, if it is about one} */
    public Optional<ResourceId> resource() {
        return Optional.ofNullable(resource);
    }

    /** {@return how long the cloud asks to wait, if it says so} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return what to do, if something can be done} */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** {@return the message of the cloud, never null} */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
