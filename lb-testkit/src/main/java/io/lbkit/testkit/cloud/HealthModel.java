package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The health of members over time. */
final class HealthModel {
    /** How many checks in a row decide about a member. */
    static final int THRESHOLD = 2;

    private final SimulatedFacts facts;
    private final CloudState state;
    private HealthSource source;

    HealthModel(SimulatedFacts facts, CloudState state, HealthSource source) {
        this.facts = facts;
        this.state = state;
        this.source = source;
    }

    void source(HealthSource next) {
        source = next;
    }

    Map<MemberKey, MemberHealth> of(StoredObject pool, Instant now) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        pool.leaving().forEach((key, until) -> {
            if (until.isAfter(now)) {
                health.put(key, new MemberHealth(MemberHealth.State.DRAINING, "deregistered"));
            }
        });
        Resource observed = pool.observed();
        Duration start = start(pool);
        for (Member member : pool.members()) {
            Instant since = pool.joining().getOrDefault(member.key(), Instant.MIN);
            boolean settled = since.equals(Instant.MIN) || !since.plus(start).isAfter(now);
            health.put(member.key(), settled ? settled(observed, member) : initial(member));
        }
        return health;
    }

    private static MemberHealth initial(Member member) {
        return member.state() == MemberState.DRAINING
                ? MemberHealth.of(MemberHealth.State.DRAINING)
                : new MemberHealth(MemberHealth.State.INITIAL, "not checked often enough");
    }

    private MemberHealth settled(Resource pool, Member member) {
        if (member.state() == MemberState.DRAINING) {
            return MemberHealth.of(MemberHealth.State.DRAINING);
        }
        if (!member.zone().map(facts::hasZone).orElse(true)) {
            return new MemberHealth(MemberHealth.State.UNUSED, "not in a zone of the cloud");
        }
        return source.health(pool, member);
    }

    /** A check belongs to the pool, or to what uses it; without one, members are in service at once. */
    private Duration start(StoredObject pool) {
        return Stream.concat(Stream.of(pool), state.users(pool.cloudId()).stream())
                .flatMap(object -> check(object).stream())
                .flatMap(check -> check.resource().get(SimulatedKinds.INTERVAL_SECONDS).stream())
                .map(seconds -> Duration.ofSeconds(seconds * THRESHOLD))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Optional<StoredObject> check(StoredObject object) {
        return object.resource()
                .get(SimulatedKinds.HEALTH_CHECK)
                .map(object.bindings()::get)
                .flatMap(state::get);
    }
}
