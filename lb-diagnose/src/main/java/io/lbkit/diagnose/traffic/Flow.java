package io.lbkit.diagnose.traffic;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.immutables.value.Value;

/**
 * Something that was seen of a request at one place and time. Client and server are those of the request, also where a reply
 * was seen. Immutable; ordered by time.
 */
@Value.Immutable
public interface Flow extends Comparable<Flow> {
    /** {@return when it was seen, by the clock of the source} */
    Instant time();

    /** {@return who asked} */
    FlowPeer client();

    /** {@return who was asked, with the port that was asked for} */
    FlowPeer server();

    /** {@return the protocol, if it is known and one of those that a Service can have} */
    Optional<Protocol> protocol();

    /** {@return how far the request was seen to get} */
    FlowVerdict verdict();

    /** {@return why it was dropped, in the words of the source, for example {@code POLICY_DENIED}} */
    Optional<String> dropReason();

    /** {@return the status of an HTTP response, 100 to 599} */
    OptionalInt httpStatus();

    /** {@return the response code of a DNS answer, from 0 (no error)} */
    OptionalInt dnsCode();

    /** {@return how long the response took, not negative} */
    Optional<Duration> latency();

    /** {@return whether it is known to be a health check or a probe; false unless said otherwise} */
    @Value.Default
    default boolean probe() {
        return false;
    }

    /** {@return the node on which it was seen} */
    Optional<String> node();

    /** {@return whether the response is an error of the server: HTTP 5xx, or a failure (2) or refusal (5) of DNS} */
    default boolean isServerError() {
        int dns = dnsCode().orElse(0);
        return httpStatus().orElse(0) >= 500 || dns == 2 || dns == 5;
    }

    /** Checks the ranges. */
    @Value.Check
    default void check() {
        int status = httpStatus().orElse(100);
        if (status < 100 || status > 599) {
            throw InvalidValueException.of("httpStatus", status, "an HTTP status is 100 to 599");
        }
        if (dnsCode().orElse(0) < 0) {
            throw InvalidValueException.of("dnsCode", dnsCode().orElse(0), "a DNS response code is not negative");
        }
        if (latency().filter(Duration::isNegative).isPresent()) {
            throw InvalidValueException.of("latency", latency().get(), "a latency is not negative");
        }
    }

    @Override
    default int compareTo(Flow other) {
        return Comparator.comparing(Flow::time).thenComparing(Object::toString).compare(this, other);
    }

    /** {@return a builder; time, client, server and verdict are mandatory} */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Flow}. Not thread-safe. */
    final class Builder extends ImmutableFlow.Builder {
        Builder() {}
    }
}
