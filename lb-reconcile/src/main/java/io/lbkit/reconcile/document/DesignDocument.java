package io.lbkit.reconcile.document;

import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Design;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Designs as plain data, schema {@code lbkit.design/v1}. */
public final class DesignDocument {
    private DesignDocument() {}

    /**
     * {@return the designs of a cluster, with what several Services share after merging}
     *
     * @param cloud the name of the provider
     * @param designs the designs, in the order in which they are listed
     * @param findings findings about the input as a whole
     */
    public static Map<String, @Nullable Object> of(
            String cloud, Collection<Design> designs, Collection<Finding> findings) {
        return new Fields()
                .put("schema", "lbkit.design/v1")
                .put("cloud", cloud)
                .put("services", Fields.list(designs, DesignDocument::service))
                .put("shared", Fields.list(shared(designs), ResourceDocument::of))
                .put("findings", Fields.list(findings, FindingDocument::of))
                .done();
    }

    private static Map<String, @Nullable Object> service(Design design) {
        List<@Nullable Object> backends =
                design.backends().map(BackendsDocument::of).orElse(List.of());
        return new Fields()
                .put("service", design.service().toString())
                .put("outcome", design.outcome().label())
                .put(
                        "resources",
                        Fields.list(ResourceGraph.of(design.resources()).inDependencyOrder(), ResourceDocument::of))
                .put("backends", backends)
                .put("findings", Fields.list(design.findings(), FindingDocument::of))
                .done();
    }

    private static List<Resource> shared(Collection<Design> designs) {
        Set<ResourceId> once = new HashSet<>();
        Set<ResourceId> several = new HashSet<>();
        List<Design> designed = designs.stream()
                .filter(design -> design.outcome() == Design.Outcome.DESIGNED)
                .toList();
        for (Design design : designed) {
            for (Resource resource : design.resources()) {
                if (!once.add(resource.id())) {
                    several.add(resource.id());
                }
            }
        }
        ResourceGraph merged = ResourceGraph.of(
                designed.stream().flatMap(design -> design.resources().stream()).toList());
        return merged.resources().stream()
                .filter(resource -> several.contains(resource.id()))
                .toList();
    }
}
