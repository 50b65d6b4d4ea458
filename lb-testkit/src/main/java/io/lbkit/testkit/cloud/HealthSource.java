package io.lbkit.testkit.cloud;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.resource.Resource;

/** Says what the health checks of the cloud find once they have run often enough. A pure function. */
@FunctionalInterface
public interface HealthSource {
    /**
     * What the checks find.
     *
     * @param pool the pool, as observed
     * @param member a member of it
     * @return its health
     */
    MemberHealth health(Resource pool, Member member);

    /** {@return a source that finds everybody healthy} */
    static HealthSource allHealthy() {
        return (pool, member) -> MemberHealth.of(MemberHealth.State.HEALTHY);
    }
}
