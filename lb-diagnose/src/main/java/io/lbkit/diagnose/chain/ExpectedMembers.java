package io.lbkit.diagnose.chain;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Design;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who should be in each pool of one Service: what the design says, or without one what all ports want that the pool stands
 * behind. Not thread-safe.
 */
final class ExpectedMembers {
    private final Map<ResourceId, Resource> designed = new HashMap<>();
    private final Map<ResourceId, Optional<MemberSet>> wanted = new HashMap<>();

    ExpectedMembers(Optional<Design> design) {
        design.ifPresent(found -> found.resources().forEach(resource -> designed.put(resource.id(), resource)));
    }

    /** One more port that a pool stands behind, with who should be behind the port. */
    void add(Resource pool, Optional<PortBackends> backends) {
        Optional<MemberSet> members =
                backends.filter(found -> found.coverage() == Coverage.COMPLETE).map(PortBackends::members);
        wanted.merge(pool.id(), members, (all, more) -> all.flatMap(some -> more.map(some::union)));
    }

    /** {@return the members that a pool should have, if they are all known} */
    Optional<MemberSet> of(Resource pool) {
        Resource desired = designed.get(pool.id());
        if (desired != null) {
            return desired.membersCoverage() == Coverage.COMPLETE ? desired.members() : Optional.empty();
        }
        // What other Services want of a shared pool is not known here.
        return pool.owners().size() > 1 ? Optional.empty() : wanted.getOrDefault(pool.id(), Optional.empty());
    }
}
