package io.lbkit.reconcile.fleet;

import io.lbkit.model.Fingerprint;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.backend.NodeChoice;
import io.lbkit.reconcile.plan.Cause;
import java.util.Optional;

/**
 * The members of an existing pool whose wanted members are a set of nodes, passed through: what becomes of them when the nodes
 * change can be told without a new design. Pools with equal members share one.
 *
 * @param choice which nodes
 * @param members the members that it has
 * @param applied the fingerprint of the members that were written last
 * @param mayAdd whether its members are completely known
 * @param mayRemove whether the wish is complete
 */
record PassedMembers(
        NodeChoice choice, MemberSet members, Optional<Fingerprint> applied, boolean mayAdd, boolean mayRemove) {
    static Optional<PassedMembers> of(NodeChoice choice, Resource wanted, Resource existing) {
        return existing.members()
                .map(members -> new PassedMembers(
                        choice,
                        members,
                        existing.applied().flatMap(Applied::members),
                        MemberChanges.mayAdd(existing),
                        MemberChanges.mayRemove(wanted)));
    }

    MemberDelta to(MemberSet nodes, SharedSets sets) {
        return MemberChanges.limited(sets.delta(members, nodes), mayAdd, mayRemove);
    }

    /** The digest of the wanted set is made only if what is there is not what was written: then it cannot be the wish. */
    Cause cause(MemberSet nodes) {
        boolean untouched = applied.filter(members.fingerprint()::equals).isPresent();
        boolean wishIsOld = !untouched
                && applied.filter(written -> written.equals(nodes.fingerprint()))
                        .isPresent();
        return wishIsOld ? Cause.DRIFT : Cause.BACKENDS_CHANGED;
    }
}
