package io.lbkit.model.finding;

/** How unlike two texts are: what a finding needs to say which known name somebody may have meant. */
public final class EditDistance {
    private EditDistance() {}

    /**
     * The least number of characters to insert, delete or replace to get from one text to the other (Levenshtein).
     *
     * @param one a text
     * @param other another text
     * @return the number of edits, 0 for equal texts
     */
    public static int between(String one, String other) {
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
