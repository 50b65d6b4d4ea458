package io.lbkit.reconcile.spi;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.finding.FaultDomain;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.finding.Severity;
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

    /**
     * Something in the configuration of the Service that this cloud cannot carry out: an error that blocks the Service.
     *
     * @param code the stable code
     * @param kind what sort of thing it is
     * @param field the path of the field, for example {@code spec.loadBalancerIP}
     * @return a builder, where message and remedy are missing
     */
    public Finding.Builder error(String code, FindingKind kind, String field) {
        return Finding.builder()
                .code(code)
                .severity(Severity.ERROR)
                .kind(kind)
                .domain(FaultDomain.SERVICE_CONFIGURATION)
                .service(service.key().toString())
                .about(field);
    }
}
