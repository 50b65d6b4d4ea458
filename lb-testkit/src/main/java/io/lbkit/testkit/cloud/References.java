package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.Batching;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.AttributeChange;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.ErrorKind;
import java.util.List;
import java.util.Map;
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
                .map(cloudId -> meant(cloudId, resource.id()))
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

    /** {@return the bindings of those references of an object that a change does not name} */
    static SortedMap<ResourceId, String> unnamed(StoredObject object, List<AttributeChange> named) {
        SortedMap<ResourceId, String> bindings = new TreeMap<>(object.bindings());
        named.forEach(change -> {
            if (change.to() instanceof SpecValue.Ref ref) {
                bindings.remove(ref.target());
            }
            if (change.from() instanceof SpecValue.Ref ref) {
                bindings.remove(ref.target());
            }
        });
        bindings.keySet().retainAll(object.resource().dependsOn());
        return bindings;
    }

    /**
     * {@return the values of an object, where a reference to one that has lost its name names it by its cloud id, so that the
     * reader sees that it has to be written again}
     *
     * @param object the object
     * @param named what has each name at that time
     */
    static Resource observed(StoredObject object, Map<ResourceId, StoredObject> named) {
        SortedMap<String, SpecValue> moved = new TreeMap<>();
        object.resource().spec().forEach((attribute, value) -> {
            if (value instanceof SpecValue.Ref ref) {
                String meant = object.bindings().getOrDefault(ref.target(), "");
                StoredObject holder = named.get(ref.target());
                if (holder != null && !meant.isEmpty() && !holder.cloudId().equals(meant)) {
                    moved.put(
                            attribute,
                            new SpecValue.Ref(new ResourceId(ref.target().kind(), meant)));
                }
            }
        });
        return moved.isEmpty()
                ? object.observed()
                : Resource.builder().from(object.observed()).putAllSpec(moved).build();
    }

    /** {@return a saved object, where references to objects that have lost their name name it again; the bindings tell} */
    Resource renamed(Resource saved) {
        Resource.Builder renamed = Resource.builder().from(saved);
        saved.spec().forEach((attribute, value) -> {
            if (value instanceof SpecValue.Ref ref) {
                state.get(ref.target().name())
                        .ifPresent(object -> renamed.putSpec(attribute, new SpecValue.Ref(object.id())));
            }
        });
        return renamed.build();
    }

    /** {@return what the references of a saved object mean, as far as that exists} */
    SortedMap<ResourceId, String> bindWhatExists(Resource saved) {
        SortedMap<ResourceId, String> bindings = new TreeMap<>();
        for (ResourceId target : saved.dependsOn()) {
            Optional<StoredObject> byCloudId = state.get(target.name());
            byCloudId.or(() -> state.newest(target)).ifPresent(object -> bindings.put(object.id(), object.cloudId()));
        }
        return bindings;
    }

    /** Within a document only names count: a part that was made again in the same write takes the place of the old one. */
    private Optional<StoredObject> meant(String cloudId, ResourceId id) {
        return state.get(cloudId)
                .or(() -> state.newest(id).filter(found -> found.kind().batching() == Batching.ATOMIC));
    }

    void demandAll(Iterable<ResourceId> needed, Resource user, ChangeBatch batch) {
        needed.forEach(target -> bound(target, user, batch));
    }

    private String bound(ResourceId target, Resource user, ChangeBatch batch) {
        return batch.cloudId(target)
                .map(cloudId -> meant(cloudId, target))
                .orElseGet(() -> state.newest(target))
                .map(StoredObject::cloudId)
                .orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND, user, target + ", which it needs, does not exist"));
    }
}
