package io.lbkit.aws.internal.network;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.List;

/**
 * The security groups of a load balancer.
 *
 * @param attached ids and references, the value of {@code SecurityGroups} of the load balancer; empty means none at all
 * @param resources the groups that are made, and the rules in groups of targets
 */
public record SecurityGroups(List<SpecValue> attached, List<Resource> resources) {
    /**
     * Copies the lists.
     *
     * @param attached ids and references, the value of {@code SecurityGroups} of the load balancer; empty means none at all
     * @param resources the groups that are made, and the rules in groups of targets
     */
    public SecurityGroups {
        attached = List.copyOf(attached);
        resources = List.copyOf(resources);
    }
}
