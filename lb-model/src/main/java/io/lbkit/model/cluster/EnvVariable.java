package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import java.util.Optional;

/**
 * An environment variable of a container.
 *
 * @param name its name
 * @param value what stands in the Pod; absent where the value is taken from elsewhere, such as a Secret, and is not known
 */
public record EnvVariable(String name, Optional<String> value) {
    /**
     * Checks the name.
     *
     * @param name its name
     * @param value what stands in the Pod; absent where the value is taken from elsewhere
     */
    public EnvVariable {
        if (name.isEmpty()) {
            throw InvalidValueException.of("name", name, "an environment variable has a name");
        }
    }

    /**
     * A variable whose value stands in the Pod.
     *
     * @param name its name
     * @param value its value
     * @return the variable
     */
    public static EnvVariable of(String name, String value) {
        return new EnvVariable(name, Optional.of(value));
    }
}
