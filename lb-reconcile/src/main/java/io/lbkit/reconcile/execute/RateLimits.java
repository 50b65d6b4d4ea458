package io.lbkit.reconcile.execute;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many calls a second a provider gets, by class of operation. Learns: a call that the cloud throttled halves the rate, and
 * each call that succeeds brings it back by a twentieth of the limit. Holds what it learned, so that executions which share it
 * share the rate. Thread-safe; knows time only from its callers.
 */
public final class RateLimits {
    private final Map<OperationClass, Double> limits = new EnumMap<>(OperationClass.class);
    private final Map<ProviderId, Map<OperationClass, TokenBucket>> buckets = new HashMap<>();

    private RateLimits(Map<OperationClass, Double> limits) {
        this.limits.putAll(limits);
    }

    /** {@return the same limit for each class: 100 calls a second} */
    public static RateLimits standard() {
        return perSecond(100, 100, 100);
    }

    /**
     * Limits for each class. As many calls as fit in one second may come at once.
     *
     * @param reads reads a second, more than zero
     * @param writes writes a second, more than zero
     * @param members registrations and deregistrations of members a second, more than zero
     * @return the limits
     * @throws InvalidValueException if one of them is not more than zero
     */
    public static RateLimits perSecond(double reads, double writes, double members) {
        Map<OperationClass, Double> limits = new EnumMap<>(OperationClass.class);
        limits.put(OperationClass.READ, reads);
        limits.put(OperationClass.WRITE, writes);
        limits.put(OperationClass.MEMBERS, members);
        limits.forEach((operation, limit) -> {
            if (!(limit > 0)) {
                throw InvalidValueException.of(operation.label(), limit, "a rate is more than zero calls a second");
            }
        });
        return new RateLimits(limits);
    }

    /** {@return zero if a call may be made now, and then it counts; otherwise how long to wait before asking again} */
    synchronized Duration take(ProviderId provider, OperationClass operation, Instant now) {
        return bucket(provider, operation, now).take(now);
    }

    synchronized void throttled(
            ProviderId provider, OperationClass operation, Instant now, Optional<Duration> retryAfter) {
        bucket(provider, operation, now).throttled(now, retryAfter);
    }

    synchronized void succeeded(ProviderId provider, OperationClass operation, Instant now) {
        bucket(provider, operation, now).succeeded(now);
    }

    private TokenBucket bucket(ProviderId provider, OperationClass operation, Instant now) {
        return buckets.computeIfAbsent(provider, id -> new EnumMap<>(OperationClass.class))
                .computeIfAbsent(operation, of -> new TokenBucket(limits.getOrDefault(of, 1.0), now));
    }
}
