package io.lbkit.aws.schema;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Owner;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags that say to whom an object belongs: those of the AWS Load Balancer Controller, so that each of both programs knows
 * what the other one made. What LBKit remembers beside them has tags of its own.
 */
public final class OwnershipTags {
    /** The cluster, on everything. */
    public static final String CLUSTER = "elbv2.k8s.aws/cluster";

    /** {@code NAMESPACE/NAME} of the Service. */
    public static final String STACK = "service.k8s.aws/stack";

    /** Which object of the Service it is, for example {@code shop/web:80}. */
    public static final String RESOURCE = "service.k8s.aws/resource";

    /** Which object of the cluster it is; {@link #BACKEND_GROUP} is the only one. */
    public static final String CLUSTER_RESOURCE = "elbv2.k8s.aws/resource";

    /** The value of {@link #RESOURCE} for the load balancer. */
    public static final String LOAD_BALANCER = "LoadBalancer";

    /** The value of {@link #RESOURCE} for the security group of the load balancer. */
    public static final String FRONTEND_GROUP = "ManagedLBSecurityGroup";

    /** The value of {@link #CLUSTER_RESOURCE} for the security group that all load balancers share. */
    public static final String BACKEND_GROUP = "backend-sg";

    /** What all tags that only LBKit writes start with; they never appear in {@link AwsKinds#TAGS}. */
    public static final String LBKIT_PREFIX = "lbkit.io/";

    private OwnershipTags() {}

    /**
     * {@return the tags of an object of a Service}
     *
     * @param cluster the id of the cluster
     * @param service the Service
     * @param resource which object it is
     */
    public static SortedMap<String, String> ofService(String cluster, ServiceKey service, String resource) {
        return new TreeMap<>(Map.of(CLUSTER, cluster, STACK, service.toString(), RESOURCE, resource));
    }

    /**
     * {@return the tags of the security group that all load balancers of a cluster share}
     *
     * @param cluster the id of the cluster
     */
    public static SortedMap<String, String> ofBackendGroup(String cluster) {
        return new TreeMap<>(Map.of(CLUSTER, cluster, CLUSTER_RESOURCE, BACKEND_GROUP));
    }

    /**
     * {@return the owner that tags name; nothing if they name none}
     *
     * @param tags the tags of an object
     */
    public static Optional<Owner> owner(Map<String, String> tags) {
        String cluster = tags.get(CLUSTER);
        String stack = tags.get(STACK);
        if (cluster == null || cluster.isEmpty()) {
            return Optional.empty();
        } else if (BACKEND_GROUP.equals(tags.get(CLUSTER_RESOURCE))) {
            return Optional.of(Owner.ofCluster(cluster));
        } else if (stack == null) {
            return Optional.empty();
        }
        return service(stack).map(key -> new Owner(cluster, Optional.of(key), Optional.empty()));
    }

    /** A stack that is no Service was written by somebody else. */
    private static Optional<ServiceKey> service(String stack) {
        try {
            return Optional.of(ServiceKey.parse(stack));
        } catch (InvalidValueException notAService) {
            return Optional.empty();
        }
    }
}
