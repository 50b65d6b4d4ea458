package io.lbkit.reconcile.backend;

import io.lbkit.model.Coverage;
import java.util.OptionalInt;

/**
 * What a health probe of a node gets from kube-proxy.
 *
 * @param status the HTTP status, 200 or 503; absent if nothing listens
 * @param localEndpoints how many ready endpoints of the Service the node has: the value of
 *     {@code X-Load-Balancing-Endpoint-Weight}; absent where the probe does not count
 * @param coverage how much is known of what the answer rests upon; only if complete is the answer certain
 * @param reason why, in words
 */
public record ProbeAnswer(OptionalInt status, OptionalInt localEndpoints, Coverage coverage, String reason) {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** {@return whether a load balancer takes the node for healthy} */
    public boolean passes() {
        return status.orElse(UNAVAILABLE) == OK;
    }

    static ProbeAnswer passing(String reason) {
        return new ProbeAnswer(OptionalInt.of(OK), OptionalInt.empty(), Coverage.COMPLETE, reason);
    }

    static ProbeAnswer failing(String reason) {
        return new ProbeAnswer(OptionalInt.of(UNAVAILABLE), OptionalInt.empty(), Coverage.COMPLETE, reason);
    }

    static ProbeAnswer silent(String reason) {
        return new ProbeAnswer(OptionalInt.empty(), OptionalInt.empty(), Coverage.COMPLETE, reason);
    }

    ProbeAnswer counting(int endpoints) {
        return new ProbeAnswer(status, OptionalInt.of(endpoints), coverage, reason);
    }

    ProbeAnswer knowing(Coverage known) {
        return new ProbeAnswer(status, localEndpoints, known, reason);
    }
}
