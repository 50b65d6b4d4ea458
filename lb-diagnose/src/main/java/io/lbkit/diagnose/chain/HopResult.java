package io.lbkit.diagnose.chain;

/**
 * What is known of one hop on the way to one backend.
 *
 * @param hop the hop
 * @param state the answer
 * @param evidence the objects and fields that show it, or what is missing
 * @param isDoubted whether nobody can say that requests get over an unknown hop: all that was read speaks against it, or it is asked
 *     about a client, and what lets that client in was not all read
 */
public record HopResult(Hop hop, HopState state, String evidence, boolean isDoubted) {
    static HopResult pass(Hop hop, String evidence) {
        return new HopResult(hop, HopState.PASS, evidence, false);
    }

    static HopResult fail(Hop hop, String evidence) {
        return new HopResult(hop, HopState.FAIL, evidence, false);
    }

    static HopResult unknown(Hop hop, String evidence) {
        return new HopResult(hop, HopState.UNKNOWN, evidence, false);
    }

    static HopResult doubted(Hop hop, String evidence) {
        return new HopResult(hop, HopState.UNKNOWN, evidence, true);
    }

    static HopResult none(Hop hop, String evidence) {
        return new HopResult(hop, HopState.NOT_APPLICABLE, evidence, false);
    }
}
