package io.lbkit.model.cluster;

import java.util.Comparator;

/**
 * Names a workload. Ordered by namespace, name, then kind.
 *
 * @param kind its kind
 * @param object namespace and name
 */
public record WorkloadKey(WorkloadKind kind, ObjectKey object) implements Comparable<WorkloadKey> {
    private static final Comparator<WorkloadKey> ORDER =
            Comparator.comparing(WorkloadKey::object).thenComparing(WorkloadKey::kind);

    /**
     * Names a workload.
     *
     * @param kind its kind
     * @param namespace its namespace, not empty
     * @param name its name, not empty
     * @return the key
     * @throws io.lbkit.model.finding.InvalidValueException if a part is empty or contains a slash
     */
    public static WorkloadKey of(WorkloadKind kind, String namespace, String name) {
        return new WorkloadKey(kind, ObjectKey.of(namespace, name));
    }

    /** {@return the namespace} */
    public String namespace() {
        return object.namespace();
    }

    /** {@return the name} */
    public String name() {
        return object.name();
    }

    @Override
    public int compareTo(WorkloadKey other) {
        return ORDER.compare(this, other);
    }

    /** {@return {@code Kind/namespace/name}} */
    @Override
    public String toString() {
        return kind + "/" + object;
    }
}
