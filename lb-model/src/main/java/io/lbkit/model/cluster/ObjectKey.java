package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;

/**
 * Names a namespaced object of a known kind. Ordered by namespace, then name.
 *
 * @param namespace the namespace, not empty
 * @param name the name, not empty
 */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    /**
     * Checks that both parts are there.
     *
     * @param namespace the namespace, not empty
     * @param name the name, not empty
     * @throws InvalidValueException if a part is empty or contains a slash
     */
    public ObjectKey {
        Names.checkPart("metadata.namespace", namespace);
        Names.checkPart("metadata.name", name);
    }

    /**
     * Names a namespaced object of a known kind.
     *
     * @param namespace the namespace
     * @param name the name
     * @return the key
     */
    public static ObjectKey of(String namespace, String name) {
        return new ObjectKey(namespace, name);
    }

    /**
     * Reads {@code namespace/name}.
     *
     * @param text the text
     * @return the key
     * @throws InvalidValueException if the text has not exactly one slash, or an empty part
     */
    public static ObjectKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw InvalidValueException.of("object", text, "an object is written NAMESPACE/NAME");
        }
        return new ObjectKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@return {@code namespace/name}} */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
