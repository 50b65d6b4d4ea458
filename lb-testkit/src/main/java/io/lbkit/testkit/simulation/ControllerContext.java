package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Executor;

/** What a {@link Controller} sees of the world. Valid for the process that it was given to. */
public interface ControllerContext {
    /** {@return the id of the cluster} */
    String clusterId();

    /** {@return the cluster as the informers know it now, which is a little later than it is} */
    ClusterSnapshot cluster();

    /** {@return the Services that have changed since the last call; nothing if any of them may have} */
    Optional<SortedSet<ServiceKey>> touched();

    /** {@return the cloud} */
    LoadBalancerProvider provider();

    /** {@return the time of the simulation, for this process: its tasks die with it} */
    Scheduler scheduler();

    /** {@return the threads that make calls of the cloud: each call takes a while} */
    Executor workers();

    /**
     * Publishes addresses in the status of a Service.
     *
     * @param service the Service
     * @param ingress its addresses
     */
    void publish(ServiceKey service, List<LoadBalancerIngress> ingress);

    /**
     * Writes a line into the trace of the simulation.
     *
     * @param line what is worth knowing when a history fails
     */
    void note(String line);
}
