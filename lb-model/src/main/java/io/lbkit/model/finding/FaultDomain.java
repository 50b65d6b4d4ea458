package io.lbkit.model.finding;

import java.util.Locale;

/** Where a fault sits, and so who can mend it. */
public enum FaultDomain {
    /** The files or dumps that were read. */
    INPUT,
    /** The Service object and its annotations. */
    SERVICE_CONFIGURATION,
    /** The cloud controller, the cloud's objects and limits. */
    CLOUD_PROVIDER,
    /** The way from the load balancer to the nodes: firewalls, routes, health-check reach. */
    NETWORK_PATH,
    /** The nodes and kube-proxy. */
    NODE_PATH,
    /** The pods, their readiness and the EndpointSlices. */
    BACKEND_LIST,
    /** The application in the pods. */
    APPLICATION,
    /** What the application depends on. */
    DOWNSTREAM,
    /** Money spent without need. */
    COST,
    /** Who can reach what. */
    SECURITY;

    /** {@return the name used in text and JSON, for example {@code service-configuration}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
