package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.backend.NodeChoice;
import io.lbkit.reconcile.spi.Design;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A design that is kept, with what the nodes have to do with it.
 *
 * @param service the Service
 * @param design the design
 * @param passed the resources whose members are a set of nodes that was passed through, and which one
 * @param onlyPasses whether it depends on the nodes by these sets alone
 * @param nodesVersion counts the changes of nodes that had happened when it was made
 */
record ServiceDesign(
        Service service, Design design, Map<ResourceId, NodeChoice> passed, boolean onlyPasses, long nodesVersion) {
    ServiceDesign {
        passed = Collections.unmodifiableMap(new TreeMap<>(passed));
    }

    static ServiceDesign of(Service service, Design design, BackendResolver resolver, long nodesVersion) {
        Map<ResourceId, NodeChoice> passed = new TreeMap<>();
        boolean only = design.outcome() == Design.Outcome.DESIGNED
                && design.backends()
                        .filter(backends -> backends.ports().stream()
                                .allMatch(port ->
                                        resolver.choiceOf(port.members()).isPresent()))
                        .isPresent();
        for (Resource resource : design.resources()) {
            if (resource.members().isPresent()) {
                Optional<NodeChoice> choice = resource.members().flatMap(resolver::choiceOf);
                choice.ifPresent(found -> passed.put(resource.id(), found));
                only &= choice.isPresent();
            }
        }
        return new ServiceDesign(service, design, passed, only, nodesVersion);
    }

    /** Whether a plan that follows one follows the other. */
    boolean isLike(ServiceDesign other) {
        return service.equals(other.service)
                && design.equals(other.design)
                && passed.equals(other.passed)
                && onlyPasses == other.onlyPasses;
    }

    /** What is wanted; nothing if the design is not followed. */
    List<Resource> wishes() {
        return design.outcome() == Design.Outcome.DESIGNED ? design.resources() : List.of();
    }

    /** What is wanted and what that refers to. */
    Set<ResourceId> links() {
        Set<ResourceId> links = new HashSet<>();
        for (Resource wish : wishes()) {
            links.add(wish.id());
            links.addAll(wish.dependsOn());
        }
        return links;
    }
}
