package io.lbkit.diagnose.evidence;

import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.reconcile.spi.Observation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The targets without a port, which are nodes, that some load balancer finds healthy. Collected when it is first asked, because
 * few Services need it. Safe for use by many threads.
 */
final class HealthyNodes {
    private final Optional<Observation> observation;
    private final Lazy<Set<MemberKey>> healthy = new Lazy<>(this::collected);

    HealthyNodes(Optional<Observation> observation) {
        this.observation = observation;
    }

    boolean contains(MemberKey target) {
        return healthy.get().contains(target);
    }

    private Set<MemberKey> collected() {
        Set<MemberKey> found = new HashSet<>();
        observation.stream()
                .flatMap(seen -> seen.health().values().stream())
                .forEach(members -> members.forEach((target, health) -> {
                    if (target.port() == 0 && health.state() == MemberHealth.State.HEALTHY) {
                        found.add(target);
                    }
                }));
        return found;
    }
}
