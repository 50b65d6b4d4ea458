package io.lbkit.model.cluster;

/** The types of objects that a {@link ClusterSnapshot} holds. */
public enum ObjectType implements ApiName {
    /** {@link Service}. */
    SERVICE("Service"),
    /** {@link EndpointSlice}. */
    ENDPOINT_SLICE("EndpointSlice"),
    /** {@link Node}. */
    NODE("Node"),
    /** {@link Pod}. */
    POD("Pod"),
    /** {@link NetworkPolicy}. */
    NETWORK_POLICY("NetworkPolicy"),
    /** {@link ClusterEvent}. */
    EVENT("Event"),
    /** {@link Workload} of kind {@link WorkloadKind#DEPLOYMENT}. */
    DEPLOYMENT("Deployment"),
    /** {@link Workload} of kind {@link WorkloadKind#REPLICA_SET}. */
    REPLICA_SET("ReplicaSet"),
    /** {@link Workload} of kind {@link WorkloadKind#STATEFUL_SET}. */
    STATEFUL_SET("StatefulSet"),
    /** {@link Workload} of kind {@link WorkloadKind#DAEMON_SET}. */
    DAEMON_SET("DaemonSet"),
    /** {@link DisruptionBudget}. */
    DISRUPTION_BUDGET("PodDisruptionBudget");

    private final String apiName;

    ObjectType(String apiName) {
        this.apiName = apiName;
    }

    @Override
    public String apiName() {
        return apiName;
    }

    @Override
    public String toString() {
        return apiName;
    }
}
