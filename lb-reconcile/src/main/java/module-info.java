/**
 * The engine of LBKit: backend resolution, difference, plan and execution, and the interface that a provider of load
 * balancers implements.
 */
module io.lbkit.reconcile {
    requires transitive io.lbkit.model;
    requires dev.failsafe.core;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static org.immutables.value.annotations;

    exports io.lbkit.reconcile.backend;
    exports io.lbkit.reconcile;
    exports io.lbkit.reconcile.document;
    exports io.lbkit.reconcile.execute;
    exports io.lbkit.reconcile.fleet;
    exports io.lbkit.reconcile.guard;
    exports io.lbkit.reconcile.plan;
    exports io.lbkit.reconcile.spi;

    uses io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
}
