package io.lbkit.diagnose.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one party asked of another one, probes left out.
 *
 * @param caller who asked
 * @param callee who was asked
 * @param flows the flows, in the order of time
 */
public record Calls(String caller, String callee, List<Flow> flows) {
    /** Fewer calls than these say nothing about the rest. */
    public static final int ENOUGH = 5;

    /**
     * Leaves probes out.
     *
     * @param caller who asked
     * @param callee who was asked
     * @param flows the flows
     */
    public Calls {
        flows = flows.stream().filter(flow -> !flow.probe()).sorted().toList();
    }

    /** {@return how many responses say how they went, from 0} */
    public int responses() {
        return (int) flows.stream()
                .filter(flow -> flow.httpStatus().isPresent() || flow.dnsCode().isPresent())
                .count();
    }

    /** {@return how many of the responses are errors of the server, from 0} */
    public int errors() {
        return (int) flows.stream().filter(Flow::isServerError).count();
    }

    /**
     * {@return how many flows got as far as this, from 0}
     *
     * @param verdict how far
     */
    public int count(FlowVerdict verdict) {
        return (int) flows.stream().filter(flow -> flow.verdict() == verdict).count();
    }

    /** {@return calls that were dropped or refused, if not one was answered, else 0: a connection may also end with a reset} */
    public int unreached() {
        return count(FlowVerdict.ANSWERED) > 0 ? 0 : count(FlowVerdict.DROPPED) + count(FlowVerdict.RESET);
    }

    /** {@return whether at least four of five calls whose end is known fail, and there are {@link #ENOUGH} such calls} */
    public boolean mostlyFail() {
        int failed = errors() + unreached();
        int known = responses() + unreached();
        return failed >= ENOUGH && failed * 5 >= known * 4;
    }

    /** {@return how many responses have a latency, from 0} */
    public int timed() {
        return (int) flows.stream().filter(flow -> flow.latency().isPresent()).count();
    }

    /** {@return the median of the latencies, if there are {@link #ENOUGH} of them} */
    public Optional<Duration> latency() {
        List<Duration> all =
                flows.stream().flatMap(flow -> flow.latency().stream()).sorted().toList();
        return all.size() < ENOUGH ? Optional.empty() : Optional.of(all.get(all.size() / 2));
    }
}
