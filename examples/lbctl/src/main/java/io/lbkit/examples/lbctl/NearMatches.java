package io.lbkit.examples.lbctl;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant. */
final class NearMatches {
    private NearMatches() {}

    /**
     * {@return the names that are most like a text, nearest first; none if all are quite different}
     *
     * @param text what was written
     * @param known what exists
     * @param most how many at most
     */
    static List<String> of(String text, Collection<String> known, int most) {
        int limit = Math.max(2, text.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(name -> Math.abs(name.length() - text.length()) <= limit)
                .map(name -> new Candidate(name, distance(text, name)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(most)
                .map(Candidate::name)
                .toList();
    }

    /** The edits between two texts (Levenshtein). */
    private static int distance(String one, String other) {
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int swap = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + swap);
            }
            last = row;
        }
        return last[other.length()];
    }
}
