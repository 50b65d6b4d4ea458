package io.lbkit.aws.internal.driver;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.util.HashMap;
import java.util.Map;

/** Which cloud ids are those of objects of the cluster: values that name them are references. Not thread-safe. */
final class Identities {
    private final Map<String, ResourceId> ours = new HashMap<>();

    void put(String cloudId, ResourceId id) {
        ours.put(cloudId, id);
    }

    boolean isOurs(String cloudId) {
        return ours.containsKey(cloudId);
    }

    /** {@return a reference to an object of ours, or else the id itself} */
    SpecValue value(String cloudId) {
        ResourceId id = ours.get(cloudId);
        return id == null ? SpecValue.of(cloudId) : new SpecValue.Ref(id);
    }

    /** {@return a security group as the source of a rule} */
    IngressPermission.Source source(String groupId) {
        ResourceId id = ours.get(groupId);
        return id == null ? new IngressPermission.Group(groupId) : new IngressPermission.GroupOfGraph(id);
    }
}
