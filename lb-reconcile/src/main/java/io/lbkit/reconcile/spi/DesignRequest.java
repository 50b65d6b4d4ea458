package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.resource.Owner;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.backend.BackendResolver;

/**
 * Everything that a design may depend on. The same request gives the same design.
 *
 * @param clusterId the id of the cluster, part of names and ownership marks
 * @param service the Service, of type LoadBalancer
 * @param resolver resolves backends in the snapshot of the cluster
 * @param observation what exists; for facts, and for what must be kept, such as an address
 */
public record DesignRequest(String clusterId, Service service, BackendResolver resolver, Observation observation) {
    /** {@return the owner of what is designed} */
    public Owner owner() {
        return Owner.of(clusterId, service);
    }

    /** {@return the cluster} */
    public ClusterSnapshot cluster() {
        return resolver.cluster();
    }

    /** {@return what was discovered about the cloud} */
    public CloudFacts facts() {
        return observation.facts();
    }

    /**
     * Resolves the backends of the Service.
     *
     * @param options in which way
     * @return the backends
     */
    public ServiceBackends backends(BackendOptions options) {
        return resolver.resolve(service, options);
    }
}
