package io.lbkit.reconcile.fleet;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.Role;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether clients are cut off from a Service that could serve them. */
final class PathCheck {
    private final Observation seen;

    private PathCheck(Observation seen) {
        this.seen = seen;
    }

    /** Whether Kubernetes has ready backends and the load balancer that exists cannot deliver to any. */
    static boolean isBroken(ClusterSnapshot cluster, Design design, Observation seen) {
        PathCheck check = new PathCheck(seen);
        boolean ready = cluster.endpointSlices(design.service()).stream()
                .flatMap(slice -> slice.endpoints().stream())
                .anyMatch(endpoint -> endpoint.isReady());
        return ready && design.resources().stream().anyMatch(check::isBroken);
    }

    private boolean isBroken(Resource wanted) {
        Role role = wanted.kind().role();
        return seen.actual()
                .get(wanted.id())
                .map(existing -> role == Role.LISTENER
                        ? existing.dependsOn().stream().anyMatch(this::isMissing)
                        : role == Role.BACKEND_POOL && !works(existing))
                .orElseGet(() -> role == Role.LISTENER && hasAllElse(wanted));
    }

    /** A listener is all that is missing. */
    private boolean hasAllElse(Resource listener) {
        return seen.knows(listener.id())
                && !listener.dependsOn().isEmpty()
                && listener.dependsOn().stream()
                        .allMatch(id -> seen.actual().get(id).isPresent());
    }

    private boolean isMissing(ResourceId id) {
        return seen.knows(id)
                && seen.actual().get(id).isEmpty()
                && seen.superseded().stream()
                        .noneMatch(old -> Observation.supersededId(old).equals(id));
    }

    private boolean works(Resource pool) {
        Map<MemberKey, MemberHealth> health = seen.health().get(pool.id());
        return pool.members()
                .map(members -> members.asList().stream().anyMatch(member -> works(member, health)))
                .orElse(true);
    }

    private static boolean works(Member member, @Nullable Map<MemberKey, MemberHealth> health) {
        boolean serves = member.state() == MemberState.ACTIVE && member.weight() > 0;
        MemberHealth known = serves && health != null ? health.get(member.key()) : null;
        return serves && (health == null || (known != null && known.state() == MemberHealth.State.HEALTHY));
    }
}
