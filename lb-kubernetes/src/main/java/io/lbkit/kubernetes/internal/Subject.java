package io.lbkit.kubernetes.internal;

import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.ServiceKey;
import java.util.Optional;

/**
 * The object that findings are about.
 *
 * @param type its type
 * @param name its name, or {@code namespace/name}; always of a form that a snapshot accepts
 * @param service the Service it concerns
 */
public record Subject(ObjectType type, String name, Optional<ServiceKey> service) {
    /** The namespace of objects that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final String UNNAMED = "(unnamed)";

    /** An object by what its metadata says, however wrong that is. */
    public static Subject of(ObjectType type, String namespace, String name) {
        String part = part(name, UNNAMED);
        if (type == ObjectType.NODE) {
            return new Subject(type, part, Optional.empty());
        }
        String space = part(namespace, DEFAULT_NAMESPACE);
        Optional<ServiceKey> itself =
                type == ObjectType.SERVICE ? Optional.of(ServiceKey.of(space, part)) : Optional.empty();
        return new Subject(type, space + "/" + part, itself);
    }

    /** This object as one that concerns a Service of its namespace. */
    public Subject concerning(String serviceName) {
        String namespace = name.substring(0, name.indexOf('/'));
        return new Subject(type, name, Optional.of(ServiceKey.of(namespace, part(serviceName, UNNAMED))));
    }

    private static String part(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text.replace('/', '_');
    }

    String about(String field) {
        return type == ObjectType.SERVICE ? field : this + " " + field;
    }

    /** {@code Kind/namespace/name}. */
    @Override
    public String toString() {
        return type + "/" + name;
    }
}
