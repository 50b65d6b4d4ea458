package io.lbkit.testkit.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers what was asked. A request is there before anything is done about it, and its answer before the caller has it.
 * Thread-safe.
 */
public final class Recording {
    private final Map<Long, RecordedExchange> exchanges = new TreeMap<>();
    private long count;

    Recording() {}

    synchronized long received(WireRequest request, List<WireFault> faults) {
        count++;
        exchanges.put(count, new RecordedExchange(count, request, Optional.empty(), faults));
        return count;
    }

    synchronized void answered(long number, WireResponse answer) {
        exchanges.computeIfPresent(number, (same, exchange) -> exchange.answered(answer));
    }

    /** {@return requests with what became of them, in their order of arrival} */
    public synchronized List<RecordedExchange> exchanges() {
        return List.copyOf(exchanges.values());
    }

    /** {@return the requests in their order of arrival} */
    public List<WireRequest> requests() {
        return requests(RequestMatcher.any());
    }

    /**
     * {@return some of the requests, in their order of arrival}
     *
     * @param matcher which ones
     */
    public List<WireRequest> requests(RequestMatcher matcher) {
        return exchanges().stream()
                .map(RecordedExchange::request)
                .filter(matcher::matches)
                .toList();
    }

    /** Forgets everything; numbers go on. */
    public synchronized void clear() {
        exchanges.clear();
    }
}
