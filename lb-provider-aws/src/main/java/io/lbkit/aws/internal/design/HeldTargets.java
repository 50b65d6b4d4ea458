package io.lbkit.aws.internal.design;

import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;

/** Targets as AWS holds them: it keeps no address of an instance, and of zones only that a target is outside of all. */
final class HeldTargets {
    private static final String EVERY_ZONE = "all";

    private HeldTargets() {}

    static MemberSet of(MemberSet members, BackendMode mode) {
        return MemberSet.of(
                members.asList().stream().map(member -> held(member, mode)).toList());
    }

    private static Member held(Member member, BackendMode mode) {
        Member.Builder held = Member.builder()
                .id(member.id())
                .port(member.port())
                .zone(member.zone().filter(EVERY_ZONE::equals));
        if (mode == BackendMode.POD_IP) {
            held.address(member.address());
        }
        return held.build();
    }
}
