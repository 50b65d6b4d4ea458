package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes may be targets of a load balancer, by the rules that a Kubernetes release follows (the node predicates of the
 * service controller in {@code k8s.io/cloud-provider}). Immutable.
 *
 * @param minor the minor version of the release 1.x whose rules count
 * @param stableNodeSet the feature gate {@code StableLoadBalancerNodeSet}; only 1.27 to 1.29 let it be off
 */
public record NodeEligibility(int minor, boolean stableNodeSet) {
    /** The label that takes a node out of all load balancers. */
    public static final String EXCLUSION_LABEL = "node.kubernetes.io/exclude-from-external-load-balancers";

    /** The taint of a node that the cluster autoscaler is about to delete. */
    public static final String AUTOSCALER_TAINT = "ToBeDeletedByClusterAutoscaler";

    private static final String MASTER_LABEL = "node-role.kubernetes.io/master";
    private static final int NEWEST = 36;
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /**
     * Checks that the gate can be off.
     *
     * @param minor the minor version of the release 1.x whose rules count
     * @param stableNodeSet the feature gate {@code StableLoadBalancerNodeSet}; only 1.27 to 1.29 let it be off
     * @throws InvalidValueException if the version is not positive, or the gate is off in a release without it
     */
    public NodeEligibility {
        if (minor < 1) {
            throw InvalidValueException.of("minor", minor, "a release is 1.MINOR with a positive minor version");
        }
        if (!stableNodeSet && (minor < 27 || minor > 29)) {
            throw InvalidValueException.of(
                    "stableNodeSet", "1." + minor, "only releases 1.27 to 1.29 let StableLoadBalancerNodeSet be off");
        }
    }

    /** {@return the rules of the newest release that LBKit knows} */
    public static NodeEligibility current() {
        return new NodeEligibility(NEWEST, true);
    }

    /**
     * The rules of a release, with its default gates.
     *
     * @param minor the minor version, for example 28 for 1.28
     * @return the rules
     */
    public static NodeEligibility ofRelease(int minor) {
        return new NodeEligibility(minor, true);
    }

    /**
     * {@return these rules with the gate {@code StableLoadBalancerNodeSet} off}
     *
     * @throws InvalidValueException if the release does not let it be off
     */
    public NodeEligibility withoutStableNodeSet() {
        return new NodeEligibility(minor, false);
    }

    /**
     * Why a node is not eligible.
     *
     * @param node the node
     * @param policy the external traffic policy of the Service
     * @return the reason, or nothing if the node is eligible
     */
    public Optional<Exclusion> exclusion(Node node, TrafficPolicy policy) {
        return deleting(node)
                .or(() -> excludedByLabel(node))
                .or(() -> aboutToBeDeleted(node))
                .or(() -> controlPlane(node))
                .or(() -> cordoned(node))
                .or(() -> notReady(node, policy));
    }

    private Optional<Exclusion> deleting(Node node) {
        boolean counts = minor >= 27 && stableNodeSet;
        return node.deletionRequested()
                .filter(at -> counts)
                .map(at -> out(node, ExclusionReason.NODE_DELETING, "metadata.deletionTimestamp is set"));
    }

    private Optional<Exclusion> excludedByLabel(Node node) {
        String value = node.labels().get(EXCLUSION_LABEL);
        boolean in = value == null || (minor >= 34 && FALSE.contains(value));
        return in
                ? Optional.empty()
                : Optional.of(out(
                        node,
                        ExclusionReason.NODE_EXCLUDED_BY_LABEL,
                        "metadata.labels['" + EXCLUSION_LABEL + "'] is '" + value + "'"));
    }

    private Optional<Exclusion> aboutToBeDeleted(Node node) {
        return minor >= 21 && toBeDeletedByAutoscaler(node)
                ? Optional.of(out(
                        node, ExclusionReason.NODE_TO_BE_DELETED_BY_AUTOSCALER, "spec.taints has " + AUTOSCALER_TAINT))
                : Optional.empty();
    }

    /** Of any effect: the key alone counts. */
    static boolean toBeDeletedByAutoscaler(Node node) {
        return node.taints().stream().anyMatch(taint -> taint.key().equals(AUTOSCALER_TAINT));
    }

    private Optional<Exclusion> controlPlane(Node node) {
        boolean master = minor <= 20 && node.labels().containsKey(MASTER_LABEL);
        return master
                ? Optional.of(out(
                        node, ExclusionReason.NODE_CONTROL_PLANE, "metadata.labels['" + MASTER_LABEL + "'] is there"))
                : Optional.empty();
    }

    private Optional<Exclusion> cordoned(Node node) {
        return minor <= 18 && node.unschedulable()
                ? Optional.of(out(node, ExclusionReason.NODE_UNSCHEDULABLE, "spec.unschedulable is true"))
                : Optional.empty();
    }

    private Optional<Exclusion> notReady(Node node, TrafficPolicy policy) {
        return asksForReady(policy) && node.ready() != ConditionStatus.TRUE
                ? Optional.of(
                        out(node, ExclusionReason.NODE_NOT_READY, "status.conditions['Ready'] is " + node.ready()))
                : Optional.empty();
    }

    boolean dependsOnPolicy() {
        return asksForReady(TrafficPolicy.CLUSTER) != asksForReady(TrafficPolicy.LOCAL);
    }

    private boolean asksForReady(TrafficPolicy policy) {
        if (minor <= 24) {
            return true;
        }
        if (minor >= 27 && stableNodeSet) {
            return false;
        }
        return minor >= 29 || policy == TrafficPolicy.CLUSTER;
    }

    private static Exclusion out(Node node, ExclusionReason reason, String detail) {
        return new Exclusion(node.name(), reason, "Node/" + node.name() + " " + detail);
    }
}
