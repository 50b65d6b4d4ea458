package io.lbkit.testkit.jqwik;

import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.MemberState;
import io.lbkit.model.net.IpFamily;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Members with few keys, so that independent sets overlap and differ in the details. */
final class Members {
    private Members() {}

    static Arbitrary<Member> any() {
        return detailed(Arbitraries.oneOf(nodes(), pods()));
    }

    /** Members of one form each, as a pool has them. */
    static Arbitrary<MemberSet> sets() {
        return Arbitraries.oneOf(setsOf(nodes()), setsOf(pods()));
    }

    private static Arbitrary<MemberSet> setsOf(Arbitrary<Member> members) {
        return detailed(members)
                .list()
                .ofMaxSize(6)
                .uniqueElements(Member::key)
                .uniqueElements(member -> member.routingId().orElse(member.key().toString()))
                .map(MemberSet::of);
    }

    private static Arbitrary<Member> nodes() {
        return Nodes.names().map(Member::of);
    }

    private static Arbitrary<Member> pods() {
        return Combinators.combine(Arbitraries.integers().between(1, 6), Arbitraries.of(8080, 8081))
                .as((number, port) -> Member.builder()
                        .id(Endpoints.podAddress(IpFamily.IPV4, number).toString())
                        .port(port)
                        .address(Endpoints.podAddress(IpFamily.IPV4, number))
                        .build());
    }

    private static Arbitrary<Member> detailed(Arbitrary<Member> members) {
        return Combinators.combine(
                        members,
                        Names.zones().optional(0.5),
                        Choices.mostly(Arbitraries.just(1), Arbitraries.of(0, 2, 1000)),
                        Choices.mostly(Arbitraries.just(MemberState.ACTIVE), Arbitraries.just(MemberState.DRAINING)),
                        Arbitraries.integers()
                                .between(1, 9)
                                .map("routed-%d"::formatted)
                                .optional(0.3))
                .as((member, zone, weight, state, routingId) -> Member.builder()
                        .from(member)
                        .zone(zone)
                        .weight(weight)
                        .state(state)
                        .routingId(routingId)
                        .build());
    }
}
