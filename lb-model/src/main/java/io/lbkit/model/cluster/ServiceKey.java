package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;

/**
 * Names a Service. Ordered by namespace, then name.
 *
 * @param namespace the namespace, not empty
 * @param name the name, not empty
 */
public record ServiceKey(String namespace, String name) implements Comparable<ServiceKey> {
    /**
     * Checks that both parts are there.
     *
     * @param namespace the namespace, not empty
     * @param name the name, not empty
     * @throws InvalidValueException if a part is empty or contains a slash
     */
    public ServiceKey {
        Names.checkPart("metadata.namespace", namespace);
        Names.checkPart("metadata.name", name);
    }

    /**
     * Names a Service.
     *
     * @param namespace the namespace
     * @param name the name
     * @return the key
     */
    public static ServiceKey of(String namespace, String name) {
        return new ServiceKey(namespace, name);
    }

    /**
     * Reads {@code namespace/name}.
     *
     * @param text the text
     * @return the key
     * @throws InvalidValueException if the text has not exactly one slash, or an empty part
     */
    public static ServiceKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw InvalidValueException.of("service", text, "a Service is written NAMESPACE/NAME");
        }
        return new ServiceKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ServiceKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@return {@code namespace/name}} */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
