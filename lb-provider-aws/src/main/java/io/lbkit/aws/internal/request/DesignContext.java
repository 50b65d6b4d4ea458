package io.lbkit.aws.internal.request;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceKind;
import io.lbkit.reconcile.spi.DesignRequest;
import java.util.List;
import java.util.Optional;

/**
 * What every part of a design looks at, and where it says what is wrong.
 *
 * @param request the Service, its cluster and what exists
 * @param facts what is known about AWS
 * @param annotations the annotations of the Service
 * @param findings collects findings; an error among them blocks the Service
 */
public record DesignContext(DesignRequest request, AwsFacts facts, Annotations annotations, Findings findings) {
    /** {@return the Service} */
    public Service service() {
        return request.service();
    }

    /** {@return the same for the targets of another Service, with the annotations of this one} */
    public DesignContext of(Service other) {
        DesignRequest otherRequest =
                new DesignRequest(request.clusterId(), other, request.resolver(), request.observation());
        return new DesignContext(otherRequest, facts, annotations, findings);
    }

    /** {@return what applies to all Services} */
    public ControllerOptions options() {
        return facts.controller();
    }

    /** {@return the name of the cluster} */
    public String cluster() {
        return request.clusterId();
    }

    /** {@return the owner of what is designed} */
    public Owner owner() {
        return request.owner();
    }

    /** {@return a builder of an object of the Service} */
    public Resource.Builder ours(ResourceKind kind, String name) {
        return Resource.builder().kind(kind).name(name).addOwner(owner());
    }

    /** {@return the objects of a kind that exist and belong to the Service, in the order of their names} */
    public List<Resource> existing(ResourceKind kind) {
        return request.observation().actual().resources().stream()
                .filter(resource -> resource.kind().equals(kind))
                .filter(resource -> resource.owners().stream().anyMatch(this::isOwner))
                .toList();
    }

    /** {@return the load balancer of the Service with a scheme, if it exists} */
    public Optional<Resource> existingLoadBalancer(String scheme) {
        return existing(AwsKinds.LOAD_BALANCER).stream()
                .filter(found ->
                        found.get(AwsKinds.SCHEME).filter(scheme::equals).isPresent())
                .findFirst();
    }

    private boolean isOwner(Owner candidate) {
        return candidate.cluster().equals(cluster())
                && candidate.service().filter(service().key()::equals).isPresent();
    }
}
