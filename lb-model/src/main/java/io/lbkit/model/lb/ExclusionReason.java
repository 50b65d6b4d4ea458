package io.lbkit.model.lb;

import java.util.Locale;

/** Why a node, an endpoint or a slice contributes no member. */
public enum ExclusionReason {
    /** The node has a deletion timestamp. */
    NODE_DELETING,
    /** The label {@code node.kubernetes.io/exclude-from-external-load-balancers} takes it out. */
    NODE_EXCLUDED_BY_LABEL,
    /** The cluster autoscaler is about to delete it: taint {@code ToBeDeletedByClusterAutoscaler}. */
    NODE_TO_BE_DELETED_BY_AUTOSCALER,
    /** It is not Ready, under a release rule that asks for it. */
    NODE_NOT_READY,
    /** It is cordoned, under a release rule that asks for schedulable nodes. */
    NODE_UNSCHEDULABLE,
    /** It has the role label {@code node-role.kubernetes.io/master}, under a release rule that leaves such nodes out. */
    NODE_CONTROL_PLANE,
    /** It has no internal address of the family. */
    NODE_WITHOUT_ADDRESS,
    /** It has no ready endpoint, where only nodes with one were asked for. */
    NODE_WITHOUT_READY_ENDPOINT,
    /** A setting of the provider leaves it out. */
    NODE_NOT_SELECTED,
    /** The Service port has no node port, so no node can serve it. */
    PORT_WITHOUT_NODE_PORT,
    /** It is not ready and not terminating. */
    ENDPOINT_NOT_READY,
    /** It is terminating and no longer serves. */
    ENDPOINT_NOT_SERVING,
    /** Its slice has no number for the Service port: the port is missing, nil or 0. */
    ENDPOINT_WITHOUT_PORT,
    /** Its address is not an address of the slice's family. */
    ENDPOINT_ADDRESS_INVALID,
    /** Another entry of the same address and port stands for a newer or living state. */
    ENDPOINT_SUPERSEDED,
    /** A setting of the provider leaves it out. */
    ENDPOINT_NOT_SELECTED,
    /** Its load balancer routes by an id that the backend chose, and it has none, or none that can be used. */
    ENDPOINT_WITHOUT_ROUTING_ID,
    /** The slice is owned by an earlier Service of the same name. */
    SLICE_OF_EARLIER_SERVICE,
    /** The slice is of a family that the Service does not use. */
    SLICE_OF_OTHER_FAMILY,
    /** The slice holds domain names. */
    SLICE_OF_DOMAIN_NAMES;

    /** {@return the name used in text and JSON, for example {@code node-excluded-by-label}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
