package io.lbkit.testkit.simulation;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Remembers when members left their pools, for the connections that they still have. */
final class Departures {
    private final Map<Place, Instant> left = new HashMap<>();

    private record Place(String pool, MemberKey member) {}

    void note(CloudView before, CloudView after, Instant now) {
        for (Resource pool : before.pools()) {
            String cloudId = pool.cloudId().orElseThrow();
            MemberSet then = CloudView.members(pool);
            MemberSet next = after.byCloudId(cloudId).map(CloudView::members).orElse(MemberSet.empty());
            if (!then.fingerprint().equals(next.fingerprint())) {
                for (Member member : then.without(next)) {
                    left.put(new Place(cloudId, member.key()), now);
                }
                for (Member member : next) {
                    left.remove(new Place(cloudId, member.key()));
                }
            }
        }
    }

    boolean hasDrained(Resource pool, MemberKey member, long drainSeconds, Instant now) {
        Instant since = left.get(new Place(pool.cloudId().orElseThrow(), member));
        return since != null && since.plusSeconds(drainSeconds).isBefore(now);
    }
}
