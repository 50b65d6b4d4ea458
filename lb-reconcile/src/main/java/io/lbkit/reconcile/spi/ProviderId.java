package io.lbkit.reconcile.spi;

import io.lbkit.model.finding.InvalidValueException;
import java.util.regex.Pattern;

/**
 * Names a provider, as in {@code --cloud NAME}.
 *
 * @param name lower-case letters, digits and '-', for example {@code aws}
 */
public record ProviderId(String name) implements Comparable<ProviderId> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*");

    /**
     * Checks the form.
     *
     * @param name lower-case letters, digits and '-', for example {@code aws}
     * @throws InvalidValueException if the name has not that form
     */
    public ProviderId {
        if (!FORM.matcher(name).matches()) {
            throw InvalidValueException.of(
                    "provider", name, "a provider's name has lower-case letters, digits and '-'");
        }
    }

    @Override
    public int compareTo(ProviderId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
