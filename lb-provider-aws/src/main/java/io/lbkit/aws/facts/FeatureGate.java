package io.lbkit.aws.facts;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The feature gates of the AWS Load Balancer Controller that a design depends on. */
public enum FeatureGate {
    /** Load balancers have security groups. */
    NLB_SECURITY_GROUP("NLBSecurityGroup", true),
    /** Subnets that are tagged for other clusters are left out. */
    SUBNETS_CLUSTER_TAG_CHECK("SubnetsClusterTagCheck", true),
    /** Where no subnet is tagged, routes tell public ones from private ones. */
    SUBNET_DISCOVERY_BY_REACHABILITY("SubnetDiscoveryByReachability", true),
    /** Where no node is ready, those of unknown state are targets. */
    ENDPOINTS_FAIL_OPEN("EndpointsFailOpen", true),
    /** Pods may be targets. */
    ENABLE_IP_TARGET_TYPE("EnableIPTargetType", true),
    /** Capacity may be reserved. */
    LB_CAPACITY_RESERVATION("LBCapacityReservation", true),
    /** TCP and UDP on one port become one listener. */
    ENABLE_TCP_UDP_LISTENER("EnableTCPUDPListener", false),
    /** Tags of a Service win over default tags. */
    ENABLE_DEFAULT_TAGS_LOW_PRIORITY("EnableDefaultTagsLowPriority", false);

    private final String label;
    private final boolean standard;

    FeatureGate(String label, boolean standard) {
        this.label = label;
        this.standard = standard;
    }

    /** {@return its name in the controller} */
    public String label() {
        return label;
    }

    /** {@return whether it is on unless said otherwise} */
    public boolean isOnByDefault() {
        return standard;
    }

    /** {@return the gates that are on unless said otherwise} */
    public static SortedSet<FeatureGate> onByDefault() {
        SortedSet<FeatureGate> gates = new TreeSet<>();
        Arrays.stream(values()).filter(FeatureGate::isOnByDefault).forEach(gates::add);
        return gates;
    }
}
