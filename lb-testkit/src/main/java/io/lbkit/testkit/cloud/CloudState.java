package io.lbkit.testkit.cloud;

import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The objects that exist, those that existed within the time by which readers lag behind, and who refers to whom. Not
 * thread-safe.
 */
final class CloudState {
    private final Map<String, StoredObject> live = new HashMap<>();
    private final Map<ResourceId, Deque<String>> byName = new HashMap<>();
    private final Map<String, Set<String>> users = new HashMap<>();
    private final Map<String, Deque<Version>> histories = new LinkedHashMap<>();
    private final Deque<Deletion> deletions = new ArrayDeque<>();
    private final Map<ResourceKind, Long> counts = new HashMap<>();
    private final Duration operationTime;
    private Duration lag = Duration.ZERO;
    private long changes;

    /** What an object was from an instant on; nothing once it is deleted. */
    private record Version(Instant from, Optional<StoredObject> object) {}

    private record Deletion(String cloudId, Instant at) {}

    /**
     * A state without objects.
     *
     * @param operationTime how long after a call its effect can be seen
     */
    CloudState(Duration operationTime) {
        this.operationTime = operationTime;
    }

    CloudState copy() {
        CloudState copy = new CloudState(operationTime);
        copy.become(this);
        return copy;
    }

    /** Takes over what another state is now. */
    void become(CloudState other) {
        live.clear();
        live.putAll(other.live);
        byName.clear();
        other.byName.forEach((id, all) -> byName.put(id, new ArrayDeque<>(all)));
        users.clear();
        other.users.forEach((target, all) -> users.put(target, new TreeSet<>(all)));
        histories.clear();
        other.histories.forEach((cloudId, history) -> histories.put(cloudId, new ArrayDeque<>(history)));
        deletions.clear();
        deletions.addAll(other.deletions);
        counts.clear();
        counts.putAll(other.counts);
        lag = other.lag;
    }

    void lag(Duration behind) {
        lag = behind;
    }

    Duration lag() {
        return lag;
    }

    /** {@return a number that grows with every change} */
    long changes() {
        return changes;
    }

    /** {@return the object that has a name now: of several the one made last} */
    Optional<StoredObject> newest(ResourceId id) {
        Deque<String> all = byName.get(id);
        return all == null || all.isEmpty() ? Optional.empty() : get(all.getLast());
    }

    Optional<StoredObject> get(String cloudId) {
        return Optional.ofNullable(live.get(cloudId));
    }

    long count(ResourceKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** {@return the objects that refer to an object, by their cloud ids} */
    List<StoredObject> users(String cloudId) {
        return users.getOrDefault(cloudId, Set.of()).stream()
                .flatMap(user -> get(user).stream())
                .toList();
    }

    void put(StoredObject object, Instant now) {
        changes++;
        StoredObject before = live.put(object.cloudId(), object);
        if (before == null) {
            counts.merge(object.resource().kind(), 1L, Long::sum);
            byName.computeIfAbsent(object.id(), id -> new ArrayDeque<>()).addLast(object.cloudId());
        } else {
            unlink(before);
        }
        object.bindings()
                .values()
                .forEach(target ->
                        users.computeIfAbsent(target, id -> new TreeSet<>()).add(object.cloudId()));
        keep(object.cloudId(), Optional.of(object), now);
    }

    void remove(StoredObject object, Instant now) {
        changes++;
        live.remove(object.cloudId());
        unlink(object);
        Deque<String> all = byName.get(object.id());
        if (all != null) {
            all.remove(object.cloudId());
            if (all.isEmpty()) {
                byName.remove(object.id());
            }
        }
        counts.merge(object.resource().kind(), -1L, Long::sum);
        keep(object.cloudId(), Optional.empty(), now);
        deletions.addLast(new Deletion(object.cloudId(), now.plus(operationTime)));
        forgetDeleted(now);
    }

    private void unlink(StoredObject object) {
        for (String target : object.bindings().values()) {
            Set<String> all = users.get(target);
            if (all != null) {
                all.remove(object.cloudId());
                if (all.isEmpty()) {
                    users.remove(target);
                }
            }
        }
    }

    private void keep(String cloudId, Optional<StoredObject> object, Instant now) {
        Deque<Version> history = histories.computeIfAbsent(cloudId, id -> new ArrayDeque<>());
        history.addLast(new Version(now.plus(operationTime), object));
        Instant oldest = now.minus(lag);
        while (history.size() > 1 && !second(history).from().isAfter(oldest)) {
            history.removeFirst();
        }
    }

    private static Version second(Deque<Version> history) {
        Iterator<Version> versions = history.iterator();
        versions.next();
        return versions.next();
    }

    private void forgetDeleted(Instant now) {
        Instant oldest = now.minus(lag);
        Deletion next = deletions.peekFirst();
        while (next != null && !next.at().isAfter(oldest)) {
            histories.remove(next.cloudId());
            deletions.removeFirst();
            next = deletions.peekFirst();
        }
    }

    /** {@return the objects as they were at an instant, in the order in which they were made} */
    List<StoredObject> asOf(Instant instant) {
        List<StoredObject> seen = new ArrayList<>();
        for (Deque<Version> history : histories.values()) {
            Optional<StoredObject> found = Optional.empty();
            for (Version version : history) {
                if (!version.from().isAfter(instant)) {
                    found = version.object();
                }
            }
            found.ifPresent(seen::add);
        }
        return seen;
    }
}
