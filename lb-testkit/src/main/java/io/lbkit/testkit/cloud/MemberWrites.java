package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.spi.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Registers and deregisters members. Not thread-safe. */
final class MemberWrites {
    /** Nobody is new for longer; older entries are forgotten. */
    private static final Duration LONGEST_START = Duration.ofHours(1);

    private final CloudState state;
    private final SimulatedFacts facts;
    private final VirtualClock clock;

    MemberWrites(CloudState state, SimulatedFacts facts, VirtualClock clock) {
        this.state = state;
        this.facts = facts;
        this.clock = clock;
    }

    static void checkCall(Resource resource, MemberSet members) {
        int most = resource.kind().members().map(MemberSchema::maxPerCall).orElse(0);
        Refusal.unless(
                members.size() <= most, resource, "a call moves at most " + most + " members, not " + members.size());
    }

    void add(StoredObject pool, MemberSet added) {
        Instant now = clock.instant();
        MemberSet all = pool.members().with(added);
        checkRoutingIds(pool, added, all);
        if (all.size() > facts.members()) {
            throw Refusal.of(ErrorKind.QUOTA, pool.resource(), "a pool has at most " + facts.members() + " members");
        }
        Map<MemberKey, Instant> joining = new HashMap<>(pool.joining());
        joining.values().removeIf(since -> since.plus(LONGEST_START).isBefore(now));
        Map<MemberKey, Instant> leaving = stillLeaving(pool, now);
        for (Member member : added) {
            leaving.remove(member.key());
            if (pool.members().get(member.key()).isEmpty()) {
                joining.put(member.key(), now);
            }
        }
        state.put(pool.withMembers(all, joining, leaving), now);
    }

    private static void checkRoutingIds(StoredObject pool, MemberSet added, MemberSet all) {
        Set<String> taken = new HashSet<>();
        for (Member member : all) {
            Refusal.unless(
                    member.routingId().isEmpty() || taken.add(member.routingId().get()),
                    pool.resource(),
                    "the routing id of " + member.key() + " is that of another member");
        }
        for (Member member : added) {
            boolean same = pool.members()
                    .get(member.key())
                    .filter(registered -> !registered.routingId().equals(member.routingId()))
                    .isEmpty();
            Refusal.unless(same, pool.resource(), member.key() + " is registered with another routing id");
        }
    }

    void remove(StoredObject pool, MemberSet removed) {
        Instant now = clock.instant();
        Duration drain = drain(pool);
        Map<MemberKey, Instant> joining = new HashMap<>(pool.joining());
        Map<MemberKey, Instant> leaving = stillLeaving(pool, now);
        for (Member member : removed) {
            joining.remove(member.key());
            if (pool.members().get(member.key()).isPresent()) {
                leaving.put(member.key(), now.plus(drain));
            }
        }
        state.put(pool.withMembers(pool.members().without(removed), joining, leaving), now);
    }

    /** The time belongs to the pool, or to what uses it. */
    private Duration drain(StoredObject pool) {
        return Stream.concat(Stream.of(pool), state.users(pool.cloudId()).stream())
                .flatMap(object -> object.resource().get(SimulatedKinds.DRAIN_SECONDS).stream())
                .map(Duration::ofSeconds)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Map<MemberKey, Instant> stillLeaving(StoredObject pool, Instant now) {
        Map<MemberKey, Instant> leaving = new HashMap<>(pool.leaving());
        leaving.values().removeIf(until -> !until.isAfter(now));
        return leaving;
    }
}
