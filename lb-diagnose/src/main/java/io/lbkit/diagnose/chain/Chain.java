package io.lbkit.diagnose.chain;

import io.lbkit.model.finding.Confidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The way to one backend of one Service port, hop by hop.
 *
 * @param subject what the backend is
 * @param name its name: a pod or node by its name, an address with port otherwise
 * @param port the Service port
 * @param hops every hop in the order of the way
 */
public record Chain(Subject subject, String name, String port, List<HopResult> hops) {
    /** The hops that must hold before a request can arrive; what lies behind them can only confirm it. */
    private static final Set<Hop> NEEDED = EnumSet.range(Hop.PROVISIONED, Hop.HEALTHY);

    /** What a backend is. */
    public enum Subject {
        /** A pod that the Service selects, or that a slice lists. */
        POD,
        /** An address in a slice that is no pod's, as far as is known. */
        ENDPOINT,
        /** A node that should carry traffic to every pod, and does not. */
        NODE,
        /** A target of the load balancer that nothing in the cluster accounts for. */
        TARGET;

        /** {@return the name used in text and JSON, for example {@code pod}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Copies the list.
     *
     * @param subject what the backend is
     * @param name its name
     * @param port the Service port
     * @param hops every hop in the order of the way
     */
    public Chain {
        hops = List.copyOf(hops);
    }

    /** {@return the backend as text, for example {@code pod shop/web-1}} */
    public String backend() {
        return subject.label() + " " + name;
    }

    /**
     * {@return what is known of a hop}
     *
     * @param hop the hop
     * @throws java.util.NoSuchElementException if the way was made without the hop
     */
    public HopResult at(Hop hop) {
        return hops.stream().filter(each -> each.hop() == hop).findFirst().orElseThrow();
    }

    /**
     * {@return the state of a hop}
     *
     * @param hop the hop
     */
    public HopState state(Hop hop) {
        return at(hop).state();
    }

    /** {@return the first hop at which views disagree} */
    public Optional<HopResult> firstDisagreement() {
        return hops.stream().filter(hop -> hop.state() == HopState.FAIL).findFirst();
    }

    /** {@return the hops that are unknown before the first disagreement, or all unknown ones if there is none} */
    public List<HopResult> unknown() {
        int end = firstDisagreement().map(hops::indexOf).orElse(hops.size());
        return hops.subList(0, end).stream()
                .filter(hop -> hop.state() == HopState.UNKNOWN)
                .toList();
    }

    /**
     * {@return whether requests reach the backend: {@link HopState#PASS} if every needed hop holds and none fails or is
     * doubted, {@link HopState#FAIL} if one fails, {@link HopState#UNKNOWN} otherwise}
     */
    public HopState delivers() {
        HopState delivers = HopState.PASS;
        for (HopResult hop : hops) {
            if (hop.state() == HopState.FAIL) {
                return HopState.FAIL;
            }
            if (hop.state() == HopState.UNKNOWN && (NEEDED.contains(hop.hop()) || hop.isDoubted())) {
                delivers = HopState.UNKNOWN;
            }
        }
        return delivers;
    }

    /** {@return how sure the first disagreement is: one unknown hop before it makes it probable, several possible} */
    public Confidence confidence() {
        return switch (unknown().size()) {
            case 0 -> Confidence.CONFIRMED;
            case 1 -> Confidence.PROBABLE;
            default -> Confidence.POSSIBLE;
        };
    }
}
