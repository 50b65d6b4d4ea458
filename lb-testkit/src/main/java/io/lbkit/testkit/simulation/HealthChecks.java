package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.execute.Scheduler;
import io.lbkit.testkit.cloud.HealthSource;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The health checks of the load balancers: each member is probed at intervals, and twice in a row decides. */
final class HealthChecks implements HealthSource {
    private static final int THRESHOLD = 2;
    private static final long DEFAULT_INTERVAL_SECONDS = 10;

    private final Scheduler queue;
    private final Network network;
    private final Map<String, Map<MemberKey, Probes>> records = new HashMap<>();
    private CloudView cloud = new CloudView(List.of());

    /** What the probes of one member found. */
    private static final class Probes {
        private MemberHealth.State state = MemberHealth.State.INITIAL;
        private boolean last;
        private int inRow;

        private Instant since = Instant.MAX;

        void note(boolean passes, Instant now) {
            inRow = passes == last ? inRow + 1 : 1;
            last = passes;
            MemberHealth.State before = state;
            if (inRow >= THRESHOLD) {
                state = passes ? MemberHealth.State.HEALTHY : MemberHealth.State.UNHEALTHY;
            }
            if (state != before) {
                since = now;
            }
        }
    }

    HealthChecks(Scheduler queue, Network network) {
        this.queue = queue;
        this.network = network;
    }

    /** The cloud has changed: new pools are probed from now on. */
    void changed(CloudView now) {
        cloud = now;
        for (Resource pool : now.pools()) {
            String cloudId = pool.cloudId().orElseThrow();
            if (records.putIfAbsent(cloudId, new HashMap<>()) == null) {
                probeLater(cloudId, pool);
            }
        }
    }

    private void probeLater(String cloudId, Resource pool) {
        long seconds = cloud.check(pool)
                .flatMap(check -> check.get(SimulatedKinds.INTERVAL_SECONDS))
                .filter(interval -> interval > 0)
                .orElse(DEFAULT_INTERVAL_SECONDS);
        queue.schedule(queue.instant().plus(Duration.ofSeconds(seconds)), () -> probe(cloudId));
    }

    private void probe(String cloudId) {
        Optional<Resource> pool = cloud.byCloudId(cloudId);
        if (pool.isEmpty()) {
            records.remove(cloudId);
            return;
        }
        Map<MemberKey, Probes> known = records.getOrDefault(cloudId, Map.of());
        Map<MemberKey, Probes> next = new HashMap<>();
        Optional<Resource> check = cloud.check(pool.get());
        for (Member member : CloudView.members(pool.get())) {
            Probes probes = known.getOrDefault(member.key(), new Probes());
            probes.note(network.passes(pool.get(), member, check), queue.instant());
            next.put(member.key(), probes);
        }
        records.put(cloudId, next);
        probeLater(cloudId, pool.get());
    }

    /** {@return since when a member has been found as it is; never if it was not checked often enough} */
    Instant since(Resource pool, Member member) {
        Probes probes =
                records.getOrDefault(pool.cloudId().orElse(""), Map.of()).get(member.key());
        return probes == null ? Instant.MAX : probes.since;
    }

    @Override
    public MemberHealth health(Resource pool, Member member) {
        Probes probes =
                records.getOrDefault(pool.cloudId().orElse(""), Map.of()).get(member.key());
        if (probes == null) {
            return MemberHealth.of(MemberHealth.State.INITIAL);
        }
        return switch (probes.state) {
            case UNHEALTHY -> new MemberHealth(MemberHealth.State.UNHEALTHY, "two checks in a row failed");
            case INITIAL -> new MemberHealth(MemberHealth.State.INITIAL, "not checked often enough");
            default -> MemberHealth.of(probes.state);
        };
    }
}
