package io.lbkit.aws.internal.request;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.cluster.Service;

/**
 * Names of AWS objects, as the AWS Load Balancer Controller makes them: a readable head, and ten digits of a digest over what
 * cannot change in place. The digest is over the parts one after the other, without anything between them.
 */
public final class AwsNames {
    private static final int HEAD = 8;
    private static final int DIGITS = 10;
    private static final int CLUSTER_HEAD = 232;

    private AwsNames() {}

    /**
     * {@return the name of a load balancer}
     *
     * @param cluster the id of the cluster
     * @param service the Service
     * @param scheme {@code internal} or {@code internet-facing}
     */
    public static String loadBalancer(String cluster, Service service, String scheme) {
        return ofService(service, cluster + uid(service) + scheme);
    }

    /**
     * {@return the name of a target group}
     *
     * @param cluster the id of the cluster
     * @param service the Service
     * @param fixed what cannot change in place, in the order of the controller
     */
    public static String targetGroup(String cluster, Service service, String... fixed) {
        return ofService(service, cluster + uid(service) + String.join("", fixed));
    }

    /**
     * {@return the name of the target group of another Service that the traffic of an owner is divided over}
     *
     * @param cluster the id of the cluster
     * @param owner the Service that has the load balancer
     * @param service the other Service
     * @param fixed what cannot change in place, in the order of the controller
     */
    public static String targetGroupFor(String cluster, Service owner, Service service, String... fixed) {
        return ofService(service, cluster + uid(owner) + uid(service) + String.join("", fixed));
    }

    /**
     * {@return the name of the security group of a load balancer}
     *
     * @param cluster the id of the cluster
     * @param service the Service
     */
    public static String frontendGroup(String cluster, Service service) {
        return ofService(service, cluster + service.key().name() + service.key().namespace() + uid(service));
    }

    /**
     * {@return the name of the security group that all load balancers of a cluster share}
     *
     * @param cluster the id of the cluster
     */
    public static String backendGroup(String cluster) {
        return "k8s-traffic-" + head(cluster, CLUSTER_HEAD) + "-" + digest(cluster);
    }

    private static String ofService(Service service, String digested) {
        return "k8s-" + head(service.key().namespace(), HEAD) + "-"
                + head(service.key().name(), HEAD) + "-" + digest(digested);
    }

    /** A manifest that no API server has seen has no uid; its names change once it has one. */
    private static String uid(Service service) {
        return service.uid().orElse("");
    }

    private static String head(String text, int length) {
        String clean = text.replaceAll("[^A-Za-z0-9]", "");
        return clean.substring(0, Math.min(length, clean.length()));
    }

    private static String digest(String text) {
        return Fingerprint.of(text).hex().substring(0, DIGITS);
    }
}
