package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.regex.Pattern;

/**
 * A number of pods, or a share of them.
 *
 * @param value the number or the percentage, from 0
 * @param percent whether it is a percentage
 */
public record IntOrPercent(int value, boolean percent) {
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,9}%");
    private static final int WHOLE = 100;

    /**
     * Checks the range.
     *
     * @param value the number or the percentage, from 0
     * @param percent whether it is a percentage
     * @throws InvalidValueException if the value is negative
     */
    public IntOrPercent {
        if (value < 0) {
            throw InvalidValueException.of("value", value, "a number of pods is not negative");
        }
    }

    /**
     * A number of pods.
     *
     * @param value the number, from 0
     * @return the value
     * @throws InvalidValueException if it is negative
     */
    public static IntOrPercent of(int value) {
        return new IntOrPercent(value, false);
    }

    /**
     * A share of the pods.
     *
     * @param value the percentage, from 0
     * @return the value
     * @throws InvalidValueException if it is negative
     */
    public static IntOrPercent ofPercent(int value) {
        return new IntOrPercent(value, true);
    }

    /**
     * Reads a percentage such as {@code 25%}.
     *
     * @param field the field it comes from, for the message
     * @param text the text
     * @return the value
     * @throws InvalidValueException if it has another form
     */
    public static IntOrPercent parsePercent(String field, String text) {
        if (!PERCENT.matcher(text).matches()) {
            throw InvalidValueException.of(field, text, "it is a number, or a percentage such as 25%");
        }
        return ofPercent(Integer.parseInt(text.substring(0, text.length() - 1)));
    }

    /**
     * {@return how many pods it means, a part of one counted as none}
     *
     * @param total the pods of which it is a share
     */
    public int roundedDown(int total) {
        return percent ? (int) ((long) value * total / WHOLE) : value;
    }

    /**
     * {@return how many pods it means, a part of one counted as one}
     *
     * @param total the pods of which it is a share
     */
    public int roundedUp(int total) {
        return percent ? (int) (((long) value * total + WHOLE - 1) / WHOLE) : value;
    }

    /** {@return as in the Kubernetes API, for example {@code 1} or {@code 25%}} */
    @Override
    public String toString() {
        return percent ? value + "%" : Integer.toString(value);
    }
}
