package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the objects that names mean at the time of a call. Not thread-safe. */
final class References {
    private final CloudState state;

    References(CloudState state) {
        this.state = state;
    }

    /** {@return the object that a change is about: the one that the engine knows, else the one that has the name} */
    Optional<StoredObject> find(Resource resource, ChangeBatch batch) {
        return resource.cloudId()
                .or(() -> batch.cloudId(resource.id()))
                .map(state::get)
                .orElseGet(() -> state.newest(resource.id()));
    }

    /** {@return the cloud ids of everything that a resource refers to} */
    SortedMap<ResourceId, String> bind(Resource resource, ChangeBatch batch) {
        SortedMap<ResourceId, String> bindings = new TreeMap<>();
        Resource.builder()
                .from(resource)
                .after(List.of())
                .build()
                .dependsOn()
                .forEach(target -> bindings.put(target, bound(target, resource, batch)));
        return bindings;
    }

    /** {@return the cloud ids of those references whose targets exist} */
    SortedMap<ResourceId, String> bindWhatExists(Resource resource) {
        SortedMap<ResourceId, String> bindings = new TreeMap<>();
        resource.dependsOn()
                .forEach(target -> state.newest(target).ifPresent(object -> bindings.put(target, object.cloudId())));
        return bindings;
    }

    void demandAll(Iterable<ResourceId> needed, Resource user, ChangeBatch batch) {
        needed.forEach(target -> bound(target, user, batch));
    }

    private String bound(ResourceId target, Resource user, ChangeBatch batch) {
        return batch.cloudId(target)
                .map(state::get)
                .orElseGet(() -> state.newest(target))
                .map(StoredObject::cloudId)
                .orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND, user, target + ", which it needs, does not exist"));
    }
}
