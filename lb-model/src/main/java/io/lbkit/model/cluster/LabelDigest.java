package io.lbkit.model.cluster;

import java.util.Map;

/**
 * Labels as 64 bits, of which each label sets one. Whoever looks for some labels among very many objects is spared most of the
 * comparisons: where a bit is missing a label is missing. Where none is missing the labels have to be compared. The bits depend
 * on the text of the labels alone.
 */
public final class LabelDigest {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final int TOP_SIX_BITS = 58;

    private LabelDigest() {}

    /**
     * {@return the bits of labels; 0 for none}
     *
     * @param labels the labels
     */
    public static long of(Map<String, String> labels) {
        long bits = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            long hash = 31L * label.getKey().hashCode() + label.getValue().hashCode();
            bits |= 1L << ((hash * SPREAD) >>> TOP_SIX_BITS);
        }
        return bits;
    }

    /**
     * {@return whether labels may contain others; they do not if this is false}
     *
     * @param labels the bits of the labels
     * @param others the bits of the others
     */
    public static boolean mayContain(long labels, long others) {
        return (labels & others) == others;
    }
}
