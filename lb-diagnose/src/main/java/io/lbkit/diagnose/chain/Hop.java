package io.lbkit.diagnose.chain;

import io.lbkit.model.finding.FaultDomain;
import java.util.Locale;

/** A place on the way from a client to a backend at which two views of a Service have to agree, in the order of the way. */
public enum Hop {
    /** The load balancer exists, publishes the address that the Service shows, and has a listener for the port. */
    PROVISIONED(FaultDomain.CLOUD_PROVIDER, "what the cloud has: lbctl explain --actual FILE"),
    /** The selector of the Service finds the pod. */
    SELECTED(FaultDomain.SERVICE_CONFIGURATION, "the pods: kubectl get pods -A -o yaml"),
    /** An EndpointSlice lists the backend as ready. */
    LISTED(FaultDomain.BACKEND_LIST, "the slices: kubectl get endpointslices -A -o yaml"),
    /** A node can carry the traffic to the backend. */
    CARRIER(FaultDomain.NODE_PATH, "the nodes: kubectl get nodes -o yaml"),
    /** The load balancer has the backend, or the node that carries to it, among its targets. */
    REGISTERED(FaultDomain.CLOUD_PROVIDER, "what the cloud has: lbctl explain --actual FILE"),
    /** The load balancer finds that target healthy. */
    HEALTHY(FaultDomain.NETWORK_PATH, "the health of the targets as the cloud reports it, in the file of --actual"),
    /** Filters and policies admit the client and the load balancer. */
    ALLOWED(
            FaultDomain.NETWORK_PATH,
            "the policies and a client: kubectl get --raw /apis/networking.k8s.io/v1/networkpolicies, --client ADDRESS"),
    /** Traffic was seen to arrive at the backend and to be answered. */
    OBSERVED(FaultDomain.APPLICATION, "flows that were seen at the pods");

    private final FaultDomain domain;
    private final String nextFact;

    Hop(FaultDomain domain, String nextFact) {
        this.domain = domain;
        this.nextFact = nextFact;
    }

    /** {@return the name used in text and JSON, for example {@code registered}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return where a fault sits that shows first at this hop, unless a rule knows better} */
    public FaultDomain domain() {
        return domain;
    }

    /** {@return what to get, and how, if the hop is unknown} */
    public String nextFact() {
        return nextFact;
    }
}
