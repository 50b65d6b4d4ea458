package io.lbkit.reconcile.execute;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.MemberSchema;
import io.lbkit.model.resource.Resource;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Divides a step into changes of the size that one call may have. */
final class Parts {
    private Parts() {}

    static int size(Change change) {
        if (change instanceof Change.AddMembers add) {
            return add.members().size();
        }
        return change instanceof Change.RemoveMembers remove ? remove.members().size() : 0;
    }

    /** One document is written at once, however many members are in it. */
    static List<Change> of(Step step) {
        if (BatchId.isAtomic(step)) {
            return List.of(step.change());
        }
        int most = step.change()
                .resource()
                .kind()
                .members()
                .map(MemberSchema::maxPerCall)
                .orElse(Integer.MAX_VALUE);
        Change change = step.change();
        if (change instanceof Change.AddMembers add && size(add) > most) {
            return parts(split(add.members(), most), add.resource(), Change.AddMembers::new);
        }
        if (change instanceof Change.RemoveMembers remove && size(remove) > most) {
            return parts(split(remove.members(), most), remove.resource(), Change.RemoveMembers::new);
        }
        return List.of(change);
    }

    /** The mark of the members is true only once the last of them has moved. */
    private static List<Change> parts(
            List<MemberSet> members, Resource wanted, BiFunction<Resource, MemberSet, Change> change) {
        Resource underWay = Resource.builder()
                .from(wanted)
                .applied(wanted.applied().map(Applied::withoutMembers))
                .build();
        List<Change> parts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            parts.add(change.apply(i < members.size() - 1 ? underWay : wanted, members.get(i)));
        }
        return parts;
    }

    private static List<MemberSet> split(MemberSet members, int most) {
        List<MemberSet> parts = new ArrayList<>();
        List<Member> all = members.asList();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(MemberSet.of(all.subList(from, Math.min(from + most, all.size()))));
        }
        return parts;
    }
}
