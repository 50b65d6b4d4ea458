package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.StepKey.Phase;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts steps in order. The rules, each a method: an object is made after what it needs is made and filled; members leave
 * after others came, unless those take their place or their routing id; a deletion waits for whoever uses the object and for everything new of the same Services; a successor
 * that cannot stand beside its predecessor waits for the predecessor's end.
 */
final class Sequencer {
    private final PlanRequest request;
    private final Ownership ownership;
    private final Admission admission;
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final Replacements replacements;
    private final SortedMap<StepKey, StepDraft> drafts = new TreeMap<>();
    private final SortedMap<StepKey, SortedSet<StepKey>> after = new TreeMap<>();
    private final Map<ResourceId, List<StepKey>> users = new HashMap<>();
    private final Map<ResourceId, Resource> leftovers = new HashMap<>();
    private final Map<StepKey, SortedSet<ServiceKey>> services = new HashMap<>();

    Sequencer(
            PlanRequest request,
            Admission admission,
            ResourceGraph desired,
            ResourceGraph actual,
            Replacements replacements) {
        this.request = request;
        this.ownership = new Ownership(request);
        this.admission = admission;
        this.desired = desired;
        this.actual = actual;
        this.replacements = replacements;
    }

    /** What ends the use of an object: an update, or the end of its user. */
    private void addUsers(Collection<StepDraft> all) {
        for (StepDraft draft : all) {
            Optional<Resource> user = draft.change() instanceof Change.Update update
                    ? Optional.of(update.before())
                    : draft.change() instanceof Change.Delete delete
                            ? Optional.of(delete.resource())
                            : Optional.empty();
            user.ifPresent(existing -> existing.dependsOn()
                    .forEach(target -> users.computeIfAbsent(target, id -> new ArrayList<>())
                            .add(draft.key())));
        }
    }

    List<Step> order(List<StepDraft> all) {
        all.forEach(draft -> {
            drafts.put(draft.key(), draft);
            services.put(draft.key(), admission.servicesOf(draft.change().resource()));
        });
        admission.superseded().forEach(left -> leftovers.put(Observation.supersededId(left), left));
        drafts.keySet().forEach(key -> after.put(key, new TreeSet<>()));
        addUsers(all);
        for (StepKey key : drafts.keySet()) {
            switch (key.phase()) {
                case MAKE, UPDATE, ADD -> afterNeeds(key);
                case VACATE -> afterAdoption(key);
                case DRAIN -> {
                    wait(key, StepKey.of(Phase.VACATE, key.id()));
                    wait(key, StepKey.of(Phase.ADD, key.id()));
                    afterAdoption(key);
                }
                case REMOVE -> {
                    wait(key, StepKey.of(Phase.ADD, key.id()));
                    wait(key, StepKey.of(Phase.DRAIN, key.id()));
                    afterAdoption(key);
                }
                case CLEAR -> afterUsersAreCleared(key);
                case DELETE -> afterUsersLetGo(key);
                case HOLD, RELEASE -> holdAround(key);
            }
        }
        deletionsAfterSuccessors();
        Gates gates = Gates.of(request, admission, desired, actual, all);
        StepWriter writer = new StepWriter(request, admission, replacements.differences());
        for (StepKey key : sorted()) {
            StepDraft draft = Objects.requireNonNull(drafts.get(key));
            List<Gate> waits = gates.of(draft, isPlainDeletion(key));
            writer.write(draft, services(key), Objects.requireNonNull(after.get(key)), waits);
        }
        return writer.steps();
    }

    private void wait(StepKey key, StepKey before) {
        if (drafts.containsKey(before) && !key.equals(before)) {
            Objects.requireNonNull(after.get(key)).add(before);
        }
    }

    private void afterNeeds(StepKey key) {
        if (key.phase() == Phase.ADD) {
            wait(key, StepKey.of(Phase.MAKE, key.id()));
            wait(key, StepKey.of(Phase.VACATE, key.id()));
            afterAdoption(key);
        }
        if (key.phase() == Phase.MAKE) {
            wait(key, StepKey.of(Phase.CLEAR, key.id()));
        }
        desired.get(key.id())
                .ifPresent(wanted -> wanted.dependsOn().forEach(needed -> {
                    StepKey made = StepKey.of(Phase.MAKE, needed);
                    wait(key, made);
                    if (drafts.containsKey(made) || !isInUse(key, needed)) {
                        wait(key, StepKey.of(Phase.ADD, needed));
                    }
                }));
    }

    /** Members of a foreign object are touched only once it is ours. */
    private void afterAdoption(StepKey key) {
        if (actual.get(key.id()).filter(ownership::isAdopted).isPresent()) {
            wait(key, StepKey.of(Phase.UPDATE, key.id()));
        }
    }

    /** Whether the object of a step refers to another one already. */
    private boolean isInUse(StepKey key, ResourceId needed) {
        return key.phase() != Phase.MAKE
                && actual.get(key.id())
                        .filter(existing -> existing.dependsOn().contains(needed))
                        .isPresent();
    }

    private void afterUsersAreCleared(StepKey key) {
        for (StepKey user : users.getOrDefault(key.id(), List.of())) {
            if (user.phase() != Phase.UPDATE) {
                wait(key, user);
            }
        }
    }

    private void afterUsersLetGo(StepKey key) {
        ResourceId used = key.which().isEmpty()
                ? key.id()
                : Observation.supersededId(
                        Objects.requireNonNull(drafts.get(key)).change().resource());
        users.getOrDefault(used, List.of()).forEach(user -> wait(key, user));
    }

    private void holdAround(StepKey key) {
        ResourceId replaced = ResourceId.parse(key.which());
        if (key.phase() == Phase.HOLD) {
            Objects.requireNonNull(after.get(StepKey.of(Phase.CLEAR, replaced))).add(key);
        } else {
            wait(key, StepKey.of(Phase.MAKE, replaced));
        }
    }

    /** A deletion that no successor waits for. */
    private boolean isPlainDeletion(StepKey key) {
        return key.phase() == Phase.DELETE
                && !replacements.isClearedFirst(key.id())
                && !usesClearedObject(
                        Objects.requireNonNull(drafts.get(key)).change().resource());
    }

    /** Whether it uses, itself or through leftovers of earlier replacements, what must go before its successor is made. */
    private boolean usesClearedObject(Resource object) {
        return object.dependsOn().stream()
                .anyMatch(target -> replacements.isClearedFirst(target)
                        || Optional.ofNullable(leftovers.get(target))
                                .filter(this::usesClearedObject)
                                .isPresent());
    }

    private void deletionsAfterSuccessors() {
        Map<ServiceKey, List<StepKey>> arriving = new HashMap<>();
        for (StepKey key : drafts.keySet()) {
            if (key.phase() == Phase.MAKE || key.phase() == Phase.UPDATE || key.phase() == Phase.ADD) {
                services(key)
                        .forEach(service -> arriving.computeIfAbsent(service, s -> new ArrayList<>())
                                .add(key));
            }
        }
        for (StepKey key : drafts.keySet()) {
            if (isPlainDeletion(key)) {
                services(key)
                        .forEach(service ->
                                arriving.getOrDefault(service, List.of()).forEach(first -> wait(key, first)));
            }
        }
    }

    private SortedSet<ServiceKey> services(StepKey key) {
        return Objects.requireNonNull(services.get(key));
    }

    /** Steps that could be next are taken by Service, then in the order of phases and ids. */
    private List<StepKey> sorted() {
        SortedMap<StepKey, Integer> waiting = new TreeMap<>();
        SortedMap<StepKey, List<StepKey>> followers = new TreeMap<>();
        TreeSet<StepKey> ready = new TreeSet<>(this::compareForReading);
        after.forEach((key, before) -> {
            waiting.put(key, before.size());
            before.forEach(first ->
                    followers.computeIfAbsent(first, f -> new ArrayList<>()).add(key));
            if (before.isEmpty()) {
                ready.add(key);
            }
        });
        List<StepKey> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            StepKey next = Objects.requireNonNull(ready.pollFirst());
            sorted.add(next);
            for (StepKey follower : followers.getOrDefault(next, List.of())) {
                if (waiting.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        if (sorted.size() < drafts.size()) {
            SortedSet<StepKey> stuck = new TreeSet<>(drafts.keySet());
            sorted.forEach(stuck::remove);
            throw InvalidValueException.of(
                    "steps", stuck, "the dependencies of existing and wanted objects form a circle");
        }
        return sorted;
    }

    private int compareForReading(StepKey one, StepKey other) {
        int byService = listed(one).compareTo(listed(other));
        return byService != 0 ? byService : one.compareTo(other);
    }

    private String listed(StepKey key) {
        SortedSet<ServiceKey> services = services(key);
        return services.isEmpty() ? "" : services.first().toString();
    }
}
