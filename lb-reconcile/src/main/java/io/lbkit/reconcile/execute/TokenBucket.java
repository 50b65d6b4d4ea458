package io.lbkit.reconcile.execute;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A rate that falls when the cloud throttles and rises again when it does not. Not thread-safe. */
final class TokenBucket {
    private static final double SLOWEST_SHARE = 0.01;
    private static final double RECOVERY_SHARE = 0.05;
    private static final double NANOS = 1e9;

    private final double limit;
    private double rate;
    private double tokens;
    private Instant filled;
    private Instant closedUntil;

    TokenBucket(double limit, Instant now) {
        this.limit = limit;
        this.rate = limit;
        this.tokens = Math.max(1, limit);
        this.filled = now;
        this.closedUntil = now;
    }

    Duration take(Instant now) {
        if (now.isBefore(closedUntil)) {
            return Duration.between(now, closedUntil);
        }
        fill(now);
        if (tokens >= 1) {
            tokens--;
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(1, (long) Math.ceil((1 - tokens) / rate * NANOS)));
    }

    void throttled(Instant now, Optional<Duration> retryAfter) {
        fill(now);
        rate = Math.max(limit * SLOWEST_SHARE, rate / 2);
        tokens = 0;
        Instant asked = now.plus(retryAfter.orElse(Duration.ZERO));
        closedUntil = asked.isAfter(closedUntil) ? asked : closedUntil;
    }

    void succeeded(Instant now) {
        fill(now);
        rate = Math.min(limit, rate + limit * RECOVERY_SHARE);
    }

    private void fill(Instant now) {
        // A clock that was set back gives nothing and takes nothing.
        if (now.isAfter(filled)) {
            double passed = Duration.between(filled, now).toNanos() / NANOS;
            tokens = Math.min(Math.max(1, rate), tokens + passed * rate);
        }
        filled = now;
    }
}
