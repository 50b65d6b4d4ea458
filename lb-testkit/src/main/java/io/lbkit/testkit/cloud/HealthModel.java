package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The health of members over time. */
final class HealthModel {
    /** How many checks a new member has to pass. */
    static final int THRESHOLD = 2;

    private final SimulatedFacts facts;
    private final Function<String, Optional<StoredObject>> objects;
    private HealthSource source;

    HealthModel(SimulatedFacts facts, Function<String, Optional<StoredObject>> objects, HealthSource source) {
        this.facts = facts;
        this.objects = objects;
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

    /** A pool without a check takes its members into service at once. */
    private Duration start(StoredObject pool) {
        return pool.resource()
                .get(SimulatedKinds.HEALTH_CHECK)
                .map(pool.bindings()::get)
                .flatMap(objects)
                .flatMap(check -> check.resource().get(SimulatedKinds.INTERVAL_SECONDS))
                .map(seconds -> Duration.ofSeconds(seconds * THRESHOLD))
                .orElse(Duration.ZERO);
    }
}
