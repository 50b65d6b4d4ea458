package io.lbkit.examples.lbctl;

import io.lbkit.model.finding.Finding;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import java.util.SortedSet;
import java.util.TreeSet;

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
        return new Session(input.read(provider.podVariables()), provider, clusterId);
    }

    Reconciler reconciler(ResourceId... adoptions) {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(clusterId)
                .services(input.selection())
                .adopt(adoptions)
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
     * @param adoptions foreign objects to take over
     */
    Plan plan(Observation observation, ResourceId... adoptions) {
        Plan plan = reconciler(adoptions).plan(input.cluster(), observation);
        SortedSet<Finding> findings = new TreeSet<>(input.findings());
        plan.findings().stream().filter(input.selection()::concerns).forEach(findings::add);
        return Plan.builder()
                .from(plan)
                .findings(findings)
                .held(plan.held().stream().filter(input.selection()).toList())
                .build();
    }
}
