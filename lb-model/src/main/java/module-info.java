/**
 * The immutable values of LBKit: the cluster view, network values, neutral load-balancer terms, the resource graph with its
 * schema, and findings. No cloud, no client library, no JSON, no I/O.
 */
module io.lbkit.model {
    requires static transitive org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.lbkit.model;
    exports io.lbkit.model.cluster;
    exports io.lbkit.model.filter;
    exports io.lbkit.model.finding;
    exports io.lbkit.model.lb;
    exports io.lbkit.model.net;
    exports io.lbkit.model.resource;
}
