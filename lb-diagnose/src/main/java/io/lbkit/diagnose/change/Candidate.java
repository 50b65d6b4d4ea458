package io.lbkit.diagnose.change;

import java.util.Comparator;
import java.util.Locale;

/**
 * A change with how well it explains a drop.
 *
 * @param change the change
 * @param score 0 to 1
 * @param strength what the score means
 * @param reason what it is made of, or why it was put aside
 */
public record Candidate(Change change, double score, Strength strength, String reason)
        implements Comparable<Candidate> {
    /** How well a change explains a drop. */
    public enum Strength {
        /** It happened at the time, to what was lost, and can have that effect. */
        LIKELY,
        /** It may be it. */
        POSSIBLE,
        /** It does not explain the drop, or only follows from another change. */
        REJECTED;

        /** {@return the name used in text and JSON, for example {@code likely}} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int compareTo(Candidate other) {
        return Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(Candidate::change)
                .thenComparing(Candidate::reason)
                .thenComparing(Candidate::strength)
                .compare(this, other);
    }
}
