package io.lbkit.reconcile.plan;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a plan: decides who may be changed, compares, follows replacements, and puts the steps in an order in which nothing
 * is used before it exists, new things are in place before old ones go, and nothing is deleted while it is used. Pure.
 */
public final class Planner {
    private Planner() {}

    /**
     * Makes a plan.
     *
     * @param request everything that the plan depends on
     * @return the plan; empty if nothing has to change
     */
    public static Plan plan(PlanRequest request) {
        Admission admission = Admission.of(request);
        ResourceGraph desired = admission.desired();
        ResourceGraph actual = admission.actual();
        Replacements replacements = Replacements.follow(desired, actual, Differ.diff(desired, actual));
        StepDrafts drafts = new StepDrafts(request, desired, actual, replacements);
        Sequencer sequencer = new Sequencer(request, admission, desired, actual, replacements);
        return Plan.builder()
                .steps(sequencer.order(drafts.all(admission.superseded())))
                .findings(admission.findings())
                .held(admission.held())
                .observation(request.observation())
                .wanted(admission.proceeding())
                .desired(desired)
                .cloudIds(cloudIds(request.observation().actual()))
                .build();
    }

    private static SortedMap<ResourceId, String> cloudIds(ResourceGraph actual) {
        SortedMap<ResourceId, String> ids = new TreeMap<>();
        for (Resource resource : actual.resources()) {
            resource.cloudId().ifPresent(id -> ids.put(resource.id(), id));
        }
        return ids;
    }
}
