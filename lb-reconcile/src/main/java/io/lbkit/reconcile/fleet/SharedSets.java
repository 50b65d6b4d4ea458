package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

/**
 * One instance for all equal member sets, for all equal reports of health, and so on: thousands of pools with the same nodes cost
 * the memory of one, and comparing them costs nothing. A set that nobody uses any more is forgotten. Safe for
 * use by many threads, because a plan may be made by another thread than the one that plans the fleet.
 */
final class SharedSets {
    private final Map<MemberSet, WeakReference<MemberSet>> sets = new WeakHashMap<>();
    private final Map<HealthReport, WeakReference<HealthReport>> reports = new WeakHashMap<>();
    private final Map<PassedMembers, WeakReference<PassedMembers>> passed = new WeakHashMap<>();
    private final Map<MemberSet, Map<MemberSet, MemberDelta>> deltas = new WeakHashMap<>();

    synchronized MemberSet shared(MemberSet set) {
        return canonical(sets, set);
    }

    synchronized Resource shared(Resource resource) {
        return resource.members()
                .filter(set -> isDuplicate(sets, set))
                .map(set ->
                        Resource.builder().from(resource).members(shared(set)).build())
                .orElse(resource);
    }

    synchronized Map<MemberKey, MemberHealth> shared(Map<MemberKey, MemberHealth> health) {
        return canonical(reports, HealthReport.of(health));
    }

    synchronized PassedMembers shared(PassedMembers members) {
        return canonical(passed, members);
    }

    /** The way from one shared set to another; every pool that goes it gets the same answer. */
    synchronized MemberDelta delta(MemberSet from, MemberSet to) {
        Map<MemberSet, MemberDelta> known = deltas.computeIfAbsent(from, set -> new WeakHashMap<>());
        return known.computeIfAbsent(to, from::to);
    }

    private static <T> T canonical(Map<T, WeakReference<T>> known, T value) {
        WeakReference<T> reference = known.get(value);
        T found = reference == null ? null : reference.get();
        if (found == null) {
            known.put(value, new WeakReference<>(value));
            return value;
        }
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // the question is whether there is another instance
    private static <T> boolean isDuplicate(Map<T, WeakReference<T>> known, T value) {
        T canonical = canonical(known, value);
        return Objects.requireNonNull(canonical) != value;
    }
}
