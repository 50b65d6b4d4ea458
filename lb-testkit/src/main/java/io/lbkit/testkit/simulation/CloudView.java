package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.testkit.cloud.SimulatedKinds;
import io.lbkit.testkit.cloud.SmallObjectKinds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of the cloud at one time, by how traffic goes through them. Immutable. */
final class CloudView {
    private final List<Resource> objects;
    private final Map<ResourceId, Resource> byReference = new HashMap<>();
    private final Map<String, Resource> byCloudId = new HashMap<>();
    private final Map<Resource, Resource> poolUsers = new HashMap<>();
    private final Map<IpAddress, Frontend> frontends;

    CloudView(List<Resource> objects) {
        this.objects = List.copyOf(objects);
        for (Resource object : objects) {
            object.cloudId().ifPresent(id -> byCloudId.put(id, object));
            byReference.put(object.id(), object);
            object.cloudId()
                    .ifPresent(
                            id -> byReference.put(new ResourceId(object.kind().name(), id), object));
        }
        for (Resource object : objects) {
            follow(object, SimulatedKinds.BACKEND_POOL)
                    .or(() -> follow(object, SmallObjectKinds.GROUP))
                    .ifPresent(pool -> poolUsers.put(pool, object));
        }
        this.frontends = new Frontends(this).all();
    }

    /** {@return the object that another one refers to by an attribute, if its kind has it and the object exists} */
    Optional<Resource> follow(Resource object, Attribute<ResourceId> reference) {
        return value(object, reference).map(byReference::get);
    }

    /** {@return the value of an attribute, if the kind of the object has it} */
    static <T> Optional<T> value(Resource object, Attribute<T> attribute) {
        return object.kind().attribute(attribute.name()).isPresent() ? object.get(attribute) : Optional.empty();
    }

    List<Resource> objects() {
        return objects;
    }

    List<Resource> pools() {
        return objects.stream()
                .filter(object -> object.kind().role() == Role.BACKEND_POOL)
                .toList();
    }

    Optional<Frontend> at(IpAddress address) {
        return Optional.ofNullable(frontends.get(address));
    }

    /** {@return what decides who is healthy: it belongs to the pool, or to what uses the pool} */
    Optional<Resource> check(Resource pool) {
        return follow(pool, SimulatedKinds.HEALTH_CHECK)
                .or(() -> Optional.ofNullable(poolUsers.get(pool))
                        .flatMap(user -> follow(user, SimulatedKinds.HEALTH_CHECK)));
    }

    /** {@return for how long a member that has left keeps its connections, if the cloud cuts them at all} */
    Optional<Long> drainSeconds(Resource pool) {
        return value(pool, SimulatedKinds.DRAIN_SECONDS)
                .or(() -> Optional.ofNullable(poolUsers.get(pool))
                        .flatMap(user -> value(user, SimulatedKinds.DRAIN_SECONDS)));
    }

    Optional<Resource> byCloudId(String cloudId) {
        return Optional.ofNullable(byCloudId.get(cloudId));
    }

    static MemberSet members(Resource pool) {
        return pool.members().orElse(MemberSet.empty());
    }
}
