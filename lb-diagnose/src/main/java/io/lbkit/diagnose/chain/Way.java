package io.lbkit.diagnose.chain;

import io.lbkit.model.lb.Member;
import java.util.List;

/**
 * The way to a backend with what it leads over.
 *
 * @param chain what is known of each hop
 * @param targets the members of the pool of which each leads to the backend; none if there is none, or none is known
 */
record Way(Chain chain, List<Member> targets) {}
