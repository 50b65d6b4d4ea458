package io.lbkit.model.finding;

import java.util.regex.Pattern;

/**
 * The stable code of a finding, for example {@code LB-SVC-019}. Codes are never reused; tools may match on them.
 *
 * @param text {@code LB-}, an area of two to five capitals, {@code -}, three digits
 */
public record FindingCode(String text) implements Comparable<FindingCode> {
    private static final Pattern FORM = Pattern.compile("LB-[A-Z]{2,5}-[0-9]{3}");

    /**
     * Checks the form.
     *
     * @param text {@code LB-}, an area of two to five capitals, {@code -}, three digits
     * @throws InvalidValueException if the text is not of the form of a code
     */
    public FindingCode {
        if (!FORM.matcher(text).matches()) {
            throw InvalidValueException.of("code", text, "a finding code looks like LB-SVC-019");
        }
    }

    /**
     * Reads a code.
     *
     * @param text the code
     * @return the code
     * @throws InvalidValueException if the text is not of the form of a code
     */
    public static FindingCode of(String text) {
        return new FindingCode(text);
    }

    @Override
    public int compareTo(FindingCode other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
