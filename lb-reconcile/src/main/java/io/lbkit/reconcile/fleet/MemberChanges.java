package io.lbkit.reconcile.fleet;

import io.lbkit.model.Coverage;
import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Resource;

/** Member differences as the engine makes them, from differences of whole sets that many pools share. */
final class MemberChanges {
    private MemberChanges() {}

    static MemberDelta between(Resource existing, Resource wanted, SharedSets sets) {
        return existing.members()
                .flatMap(from -> wanted.members().map(to -> sets.delta(from, to)))
                .map(delta -> limited(delta, mayAdd(existing), mayRemove(wanted)))
                .orElse(MemberDelta.NONE);
    }

    static boolean mayAdd(Resource existing) {
        return existing.membersCoverage() == Coverage.COMPLETE;
    }

    static boolean mayRemove(Resource wanted) {
        return wanted.membersCoverage() == Coverage.COMPLETE;
    }

    /** Members are added where all are known, and removed where the wish is complete. */
    static MemberDelta limited(MemberDelta delta, boolean mayAdd, boolean mayRemove) {
        return mayAdd && mayRemove
                ? delta
                : new MemberDelta(
                        mayAdd ? delta.added() : MemberSet.empty(),
                        delta.changed(),
                        mayRemove ? delta.removed() : MemberSet.empty());
    }
}
