package io.lbkit.testkit.wire;

import java.util.List;
import java.util.Optional;

/**
 * A request that was received, and what the caller got.
 *
 * @param number counts requests in their order of arrival, from 1
 * @param request the request as the caller sent it
 * @param response what the caller was answered; absent while it waits, and if its connection was cut before it got an answer
 * @param faults the faults that struck, in the order they were added
 */
public record RecordedExchange(
        long number, WireRequest request, Optional<WireResponse> response, List<WireFault> faults) {
    /**
     * Copies the faults.
     *
     * @param number counts requests in their order of arrival, from 1
     * @param request the request as the caller sent it
     * @param response what the caller was answered; absent while it waits, and if its connection was cut before it got an answer
     * @param faults the faults that struck, in the order they were added
     */
    public RecordedExchange {
        faults = List.copyOf(faults);
    }

    RecordedExchange answered(WireResponse answer) {
        return new RecordedExchange(number, request, Optional.of(answer), faults);
    }

    /** {@return one line, without secrets, headers and bodies} */
    @Override
    public String toString() {
        return number + ". " + request
                + response.map(answer -> " -> " + answer.status()).orElse(" -> no answer")
                + (faults.isEmpty() ? "" : " " + faults);
    }
}
