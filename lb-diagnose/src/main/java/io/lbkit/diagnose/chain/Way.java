package io.lbkit.diagnose.chain;

import io.lbkit.model.lb.Member;
import java.util.List;
import java.util.Optional;

/**
 * The way to a backend with what it leads over.
 *
 * @param chain what is known of each hop
 * @param targets the members of the pool of which each leads to the backend; none if there is none, or none is known
 * @param traffic what was seen of requests to the backend; absent if nobody looked
 */
record Way(Chain chain, List<Member> targets, Optional<BackendTraffic> traffic) {
    /** The way to what is no backend. */
    Way(Chain chain, List<Member> targets) {
        this(chain, targets, Optional.empty());
    }
}
