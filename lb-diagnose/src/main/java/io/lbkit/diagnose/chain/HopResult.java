package io.lbkit.diagnose.chain;

/**
 * What is known of one hop on the way to one backend.
 *
 * @param hop the hop
 * @param state the answer
 * @param evidence the objects and fields that show it, or what is missing
 */
public record HopResult(Hop hop, HopState state, String evidence) {
    static HopResult pass(Hop hop, String evidence) {
        return new HopResult(hop, HopState.PASS, evidence);
    }

    static HopResult fail(Hop hop, String evidence) {
        return new HopResult(hop, HopState.FAIL, evidence);
    }

    static HopResult unknown(Hop hop, String evidence) {
        return new HopResult(hop, HopState.UNKNOWN, evidence);
    }

    static HopResult none(Hop hop, String evidence) {
        return new HopResult(hop, HopState.NOT_APPLICABLE, evidence);
    }
}
