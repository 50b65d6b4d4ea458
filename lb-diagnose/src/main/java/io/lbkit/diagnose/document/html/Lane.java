package io.lbkit.diagnose.document.html;

import io.lbkit.diagnose.chain.Chain;
import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopResult;
import io.lbkit.diagnose.chain.HopState;
import java.util.Comparator;
import java.util.Optional;

/**
 * The way to one backend as it is shown: with a number, by which a picture and the text below it refer to one another.
 *
 * @param number the number, from 1, of the way within its section
 * @param chain the way
 */
record Lane(int number, Chain chain) {
    /** What is worth a look first. */
    static final Comparator<Chain> WORST_FIRST = Comparator.comparing((Chain chain) -> switch (chain.delivers()) {
        case FAIL -> 0;
        case UNKNOWN -> 1;
        case PASS, NOT_APPLICABLE -> 2;
    });

    /** Where the way is drawn as interrupted. */
    enum Stretch {
        /** Between the clients and the load balancer. */
        FRONT,
        /** Between the load balancer and the node. */
        TO_NODE,
        /** At the node. */
        NODE,
        /** Between the node and the backend. */
        TO_BACKEND,
        /** In the backend. */
        BACKEND;

        static Stretch of(Hop hop) {
            return switch (hop) {
                case PROVISIONED -> FRONT;
                case REGISTERED, HEALTHY -> TO_NODE;
                case CARRIER -> NODE;
                case SELECTED, LISTED, ALLOWED -> TO_BACKEND;
                case OBSERVED -> BACKEND;
            };
        }
    }

    HopState state() {
        return chain.delivers();
    }

    Mark mark() {
        return Mark.of(state());
    }

    /** The hop that decides what is said of the way: the first that fails, else the first unknown one that is needed. */
    Optional<HopResult> decisive() {
        return switch (state()) {
            case FAIL -> chain.firstDisagreement();
            case UNKNOWN -> chain.unknown().stream().findFirst();
            case PASS, NOT_APPLICABLE -> Optional.empty();
        };
    }

    Optional<Stretch> stretch() {
        return decisive().map(HopResult::hop).map(Stretch::of);
    }

    /** What becomes of a request, in a few words. */
    String outcome() {
        String hop = decisive().map(HopResult::hop).map(Hop::label).orElse("");
        return switch (state()) {
            case FAIL -> "fails at " + hop;
            case UNKNOWN -> "not known: " + hop;
            case PASS, NOT_APPLICABLE -> "delivers";
        };
    }

    String evidence() {
        return decisive().map(HopResult::evidence).orElse("Every hop that is needed holds.");
    }

    String title() {
        return chain.backend() + ", port " + chain.port();
    }
}
