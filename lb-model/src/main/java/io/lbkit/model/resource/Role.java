package io.lbkit.model.resource;

/** The part that an object plays in any cloud's load balancer; lets cloud-neutral code reason about cloud objects. */
public enum Role {
    /** What holds everything together: an NLB, an Azure load balancer. */
    LOAD_BALANCER,
    /** What accepts connections on an address and port: a listener, forwarding rule, frontend with rules. */
    LISTENER,
    /** What holds backends: a target group, backend service, network endpoint group, backend pool. */
    BACKEND_POOL,
    /** What decides whether a backend is healthy. */
    HEALTH_CHECK,
    /** What admits or refuses packets. */
    FIREWALL,
    /** A reserved or published address. */
    ADDRESS,
    /** Anything else. */
    OTHER
}
