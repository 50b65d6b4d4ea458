package io.lbkit.examples.lbctl;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.PlanRequest;
import io.lbkit.reconcile.plan.Planner;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The cluster that was read, the cloud that was named, and the engine between them.
 *
 * @param input the cluster
 * @param provider the cloud
 * @param clusterId the id of the cluster
 */
record Session(Input input, LoadBalancerProvider provider, String clusterId) {
    /** The cloud comes first: a wrong name should not have to wait for a large input. */
    static Session of(InputOptions input, CloudOptions cloud) {
        LoadBalancerProvider provider = cloud.provider();
        String clusterId = cloud.clusterId();
        return new Session(input.read(), provider, clusterId);
    }

    Reconciler reconciler() {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(clusterId)
                .services(input.selection())
                .build();
    }

    /**
     * {@return the designs of the selected Services, those that could not be read included}
     *
     * @param observation what exists
     */
    Designs designs(Observation observation) {
        return Designs.of(input, reconciler().design(input.cluster(), observation));
    }

    /**
     * {@return the plan for the selected Services, with what is worth saying about the input}
     *
     * @param observation what exists
     */
    Plan plan(Observation observation) {
        SortedMap<ServiceKey, Design> designs = reconciler().design(input.cluster(), observation);
        Plan plan = Planner.plan(new PlanRequest(
                clusterId, input.cluster(), designs, narrowed(observation, designs), provider.designVersion()));
        SortedSet<Finding> findings = new TreeSet<>(input.findings());
        plan.findings().stream().filter(input.selection()::concerns).forEach(findings::add);
        return Plan.builder()
                .from(plan)
                .findings(findings)
                .held(plan.held().stream().filter(input.selection()).toList())
                .build();
    }

    /** Hides what belongs to Services that are not selected: even where they are gone, the plan is not about them. */
    private Observation narrowed(Observation observation, SortedMap<ServiceKey, Design> designs) {
        if (input.selection().isEverything()) {
            return observation;
        }
        Set<ResourceId> wanted = designs.values().stream()
                .flatMap(design -> design.resources().stream())
                .map(resource -> resource.id())
                .collect(Collectors.toSet());
        return Observation.builder()
                .from(observation)
                .actual(ResourceGraph.of(observation.actual().resources().stream()
                        .filter(resource -> wanted.contains(resource.id())
                                || resource.owners().stream()
                                        .flatMap(owner -> owner.service().stream())
                                        .anyMatch(input.selection()))
                        .toList()))
                .superseded(observation.superseded().stream()
                        .filter(resource -> resource.owners().stream()
                                .flatMap(owner -> owner.service().stream())
                                .anyMatch(input.selection()))
                        .toList())
                .build();
    }
}
