package io.lbkit.diagnose.traffic;

/**
 * Where traffic evidence comes from: a store of flows, a relay, a metrics server. Implementations only read. What they cannot
 * read is a finding of the evidence and leaves a gap in {@link TrafficEvidence#completeWindows()}; it is no exception.
 */
@FunctionalInterface
public interface TrafficSource {
    /**
     * What was seen in a span of time.
     *
     * @param span the span
     * @return the evidence; flows outside of the span may be among it
     */
    TrafficEvidence seen(Window span);
}
