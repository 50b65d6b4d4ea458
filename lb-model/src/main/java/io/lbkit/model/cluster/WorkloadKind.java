package io.lbkit.model.cluster;

/** The kinds of {@link Workload}. */
public enum WorkloadKind implements ApiName {
    /** A Deployment, which makes a ReplicaSet for each version of its template. */
    DEPLOYMENT("Deployment", ObjectType.DEPLOYMENT),
    /** A ReplicaSet, mostly that of a Deployment. */
    REPLICA_SET("ReplicaSet", ObjectType.REPLICA_SET),
    /** A StatefulSet. */
    STATEFUL_SET("StatefulSet", ObjectType.STATEFUL_SET),
    /** A DaemonSet, which wants a pod on each node that fits. */
    DAEMON_SET("DaemonSet", ObjectType.DAEMON_SET);

    private final String apiName;
    private final ObjectType type;

    WorkloadKind(String apiName, ObjectType type) {
        this.apiName = apiName;
        this.type = type;
    }

    /** {@return the type under which a snapshot holds workloads of this kind} */
    public ObjectType type() {
        return type;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    /**
     * Reads the name in the Kubernetes API, which is case-sensitive.
     *
     * @param field the field it comes from, for the message
     * @param text the name
     * @return the constant
     * @throws io.lbkit.model.finding.InvalidValueException if there is none of that name
     */
    public static WorkloadKind parse(String field, String text) {
        return ApiName.parse(values(), field, text);
    }

    @Override
    public String toString() {
        return apiName;
    }
}
