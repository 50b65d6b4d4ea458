package io.lbkit.diagnose.traffic.read;

import io.lbkit.model.finding.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** A JSON library, whichever the program has. */
@FunctionalInterface
public interface JsonText {
    /**
     * Parses one JSON value.
     *
     * @param text the value and nothing behind it but white space
     * @return maps, lists, text, numbers, booleans and null
     * @throws InvalidValueException if the text is not that
     */
    @Nullable
    Object parse(String text);
}
