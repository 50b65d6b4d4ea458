package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.EditDistance;
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
                .map(name -> new Candidate(name, EditDistance.between(text, name)))
                .filter(candidate -> candidate.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(most)
                .map(Candidate::name)
                .toList();
    }
}
