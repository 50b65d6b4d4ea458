package io.lbkit.kubernetes.internal;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Arrays;

/** What to write instead. */
final class Remedies {
    private static final String CHOICE = "allowed are ";

    private Remedies() {}

    static String of(InvalidValueException e) {
        if (e.rule().startsWith(CHOICE)) {
            return choice(e.value(), e.rule().substring(CHOICE.length()));
        }
        return "Correct " + e.field() + "; " + e.rule() + ".";
    }

    private static String choice(String value, String names) {
        return Arrays.stream(names.split(", ", -1))
                .filter(name -> name.equalsIgnoreCase(value))
                .findFirst()
                .map(name -> "Write " + name + "; names are case-sensitive.")
                .orElse("Write one of " + names + ".");
    }
}
