package io.lbkit.model;

import io.lbkit.model.finding.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A digest that stands for a value: the first 128 bits of SHA-256 over its canonical text. The same on every machine and in
 * every release that keeps the canonical text.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /**
     * Checks the form.
     *
     * @param hex 32 lower-case hexadecimal digits
     * @throws InvalidValueException if it is not 32 hexadecimal digits
     */
    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw InvalidValueException.of("fingerprint", hex, "a fingerprint has 32 lower-case hexadecimal digits");
        }
    }

    /**
     * The fingerprint of a text.
     *
     * @param canonical the canonical text of a value
     * @return its fingerprint
     */
    public static Fingerprint of(String canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
            return new Fingerprint(HexFormat.of().formatHex(bytes, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
