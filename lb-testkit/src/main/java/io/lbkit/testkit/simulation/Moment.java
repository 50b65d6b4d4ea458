package io.lbkit.testkit.simulation;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that happens in a history.
 *
 * @param pause how many seconds after the one before, 0 to 3600
 * @param verb what happens
 * @param which which Service or node it is about, 0 to 9
 * @param amount how much, 0 to 9
 */
public record Moment(int pause, Verb verb, int which, int amount) {
    /**
     * Checks the ranges.
     *
     * @param pause how many seconds after the one before, 0 to 3600
     * @param verb what happens
     * @param which which Service or node it is about, 0 to 9
     * @param amount how much, 0 to 9
     * @throws InvalidValueException if a number is out of range
     */
    public Moment {
        if (pause < 0 || pause > 3_600) {
            throw InvalidValueException.of("pause", pause, "a pause is 0 to 3600 seconds");
        }
        if (which < 0 || which > 9 || amount < 0 || amount > 9) {
            throw InvalidValueException.of("moment", which + " " + amount, "both numbers are 0 to 9");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text the text, for example {@code +30 roll 0 1}
     * @return the moment
     * @throws InvalidValueException if it has another form
     */
    public static Moment parse(String text) {
        List<String> words = List.of(text.strip().split(" +"));
        if (words.size() != 4 || !words.get(0).matches("\\+\\d{1,4}") || !text.matches("[^ ]+ [^ ]+ \\d \\d")) {
            throw InvalidValueException.of("moment", text, "a moment is written +SECONDS VERB NUMBER NUMBER");
        }
        Verb verb = Arrays.stream(Verb.values())
                .filter(known -> known.label().equals(words.get(1)))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of("moment", words.get(1), "no verb has this name"));
        return new Moment(
                Integer.parseInt(words.get(0).substring(1)),
                verb,
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)));
    }

    /** {@return its text, for example {@code +30 roll 0 1}} */
    @Override
    public String toString() {
        return "+" + pause + " " + verb.label() + " " + which + " " + amount;
    }
}
