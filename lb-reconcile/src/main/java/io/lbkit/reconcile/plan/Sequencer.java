package io.lbkit.reconcile.plan;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.StepKey.Phase;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
 * after others came; a deletion waits for whoever uses the object and for everything new of the same Services; a successor
 * that cannot stand beside its predecessor waits for the predecessor's end.
 */
final class Sequencer {
    private final PlanRequest request;
    private final Admission admission;
    private final ResourceGraph desired;
    private final ResourceGraph actual;
    private final Replacements replacements;
    private final SortedMap<StepKey, StepDraft> drafts = new TreeMap<>();
    private final SortedMap<StepKey, SortedSet<StepKey>> after = new TreeMap<>();
    private final Map<ResourceId, List<StepKey>> users = new HashMap<>();
    private final Map<ResourceId, Boolean> mustBeGone = new HashMap<>();
    private final Map<StepKey, SortedSet<ServiceKey>> services = new HashMap<>();

    Sequencer(
            PlanRequest request,
            Admission admission,
            ResourceGraph desired,
            ResourceGraph actual,
            Replacements replacements) {
        this.request = request;
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
        drafts.keySet().forEach(key -> after.put(key, new TreeSet<>()));
        addUsers(all);
        for (StepKey key : drafts.keySet()) {
            switch (key.phase()) {
                case MAKE, UPDATE, ADD -> afterNeeds(key);
                case REMOVE -> {
                    wait(key, StepKey.of(Phase.ADD, key.id()));
                    afterAdoption(key);
                }
                case CLEAR -> afterUsersAreCleared(key);
                case DELETE -> afterUsersLetGo(key);
                case HOLD, RELEASE -> holdAround(key);
            }
        }
        deletionsAfterSuccessors();
        return numbered(sorted());
    }

    private void wait(StepKey key, StepKey before) {
        if (drafts.containsKey(before) && !key.equals(before)) {
            Objects.requireNonNull(after.get(key)).add(before);
        }
    }

    private void afterNeeds(StepKey key) {
        if (key.phase() == Phase.ADD) {
            wait(key, StepKey.of(Phase.MAKE, key.id()));
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
        if (actual.get(key.id()).filter(request::isAdopted).isPresent()) {
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
        wait(key, StepKey.of(Phase.MAKE, key.id()));
        wait(key, StepKey.of(Phase.ADD, key.id()));
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
                && Objects.requireNonNull(drafts.get(key)).change().resource().dependsOn().stream()
                        .noneMatch(this::mustBeGoneFor);
    }

    /** Whether it is, or uses, directly or not, an object that must be gone before its successor is made. */
    private boolean mustBeGoneFor(ResourceId id) {
        Boolean known = mustBeGone.get(id);
        if (known == null) {
            known = replacements.isClearedFirst(id)
                    || actual.get(id).stream()
                            .flatMap(existing -> existing.dependsOn().stream())
                            .anyMatch(this::mustBeGoneFor);
            mustBeGone.put(id, known);
        }
        return known;
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

    private List<Step> numbered(List<StepKey> sorted) {
        Map<StepKey, Integer> numbers = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (StepKey key : sorted) {
            numbers.put(key, steps.size() + 1);
            StepDraft draft = Objects.requireNonNull(drafts.get(key));
            steps.add(Step.builder()
                    .id("s" + (steps.size() + 1))
                    .action(draft.action())
                    .change(draft.change())
                    .services(services(key))
                    .cause(draft.cause())
                    .impact(draft.impact())
                    .after(Objects.requireNonNull(after.get(key)).stream()
                            .map(before -> Objects.requireNonNull(numbers.get(before)))
                            .sorted()
                            .map(number -> "s" + number)
                            .toList())
                    .attributes(draft.attributes())
                    .changed(changed(draft))
                    .reasons(reasons(draft))
                    .build());
        }
        return Collections.unmodifiableList(steps);
    }

    private MemberSet changed(StepDraft draft) {
        Difference difference = replacements.differences().get(draft.key().id());
        return draft.action() == Action.ADD_MEMBERS && difference != null
                ? difference.members().changed()
                : MemberSet.empty();
    }

    private SortedMap<String, String> reasons(StepDraft draft) {
        SortedMap<String, String> reasons = new TreeMap<>();
        if (draft.change() instanceof Change.RemoveMembers leave) {
            Map<String, Exclusion> excluded = exclusions(admission.servicesOf(leave.resource()));
            for (Member member : leave.members()) {
                Exclusion why = excluded.getOrDefault(member.key().toString(), excluded.get(member.id()));
                reasons.put(
                        member.key().toString(),
                        why == null ? "no longer listed" : why.reason().label() + ": " + why.detail());
            }
        }
        return reasons;
    }

    private Map<String, Exclusion> exclusions(SortedSet<ServiceKey> services) {
        Map<String, Exclusion> byId = new HashMap<>();
        services.stream()
                .flatMap(service -> Optional.ofNullable(request.designs().get(service)).stream())
                .flatMap(design -> design.backends().stream())
                .flatMap(backends -> backends.ports().stream())
                .map(PortBackends::excluded)
                .forEach(excluded -> excluded.forEach(one -> byId.put(one.id(), one)));
        return byId;
    }
}
