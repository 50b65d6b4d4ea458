package io.lbkit.model.lb;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemberSetTest {
    private static Member weighted(String id, int weight) {
        return Member.builder().id(id).weight(weight).build();
    }

    @Test
    void isSortedAndFindsByKey() {
        MemberSet set = MemberSet.of(Member.of("c"), Member.of("a"), Member.of("b"), Member.of("a"));
        assertThat(set).hasToString("[a, b, c]");
        assertThat(set.get(new MemberKey("b", 0))).contains(Member.of("b"));
        assertThat(set.get(new MemberKey("b", 1))).isEmpty();
        assertThat(set.get(new MemberKey("d", 0))).isEmpty();
        assertThat(MemberSet.of(List.of())).isSameAs(MemberSet.empty());
    }

    @Test
    void aDeltaTellsNewChangedAndGoneMembersApart() {
        MemberSet from = MemberSet.of(Member.of("a"), Member.of("b"), Member.of("c"));
        MemberSet target = MemberSet.of(weighted("b", 5), Member.of("c"), Member.of("d"));
        MemberDelta delta = from.to(target);
        assertThat(delta.added()).containsExactly(Member.of("d"));
        assertThat(delta.changed()).containsExactly(weighted("b", 5));
        assertThat(delta.removed()).containsExactly(Member.of("a"));
        assertThat(delta.registered()).containsExactly(weighted("b", 5), Member.of("d"));
        assertThat(from.to(from)).isSameAs(MemberDelta.NONE);
    }

    @Test
    void anotherRoutingIdIsAChange() {
        MemberSet from = MemberSet.of(Member.builder().id("a").routingId("1").build());
        Member target = Member.builder().id("a").routingId("2").build();
        MemberDelta delta = from.to(MemberSet.of(target));
        assertThat(delta.changed()).containsExactly(target);
        assertThat(delta.added()).isEmpty();
        assertThat(delta.removed()).isEmpty();
    }

    @Test
    void aUnionPrefersActiveThenHeavierMembers() {
        Member draining =
                Member.builder().id("a").weight(9).state(MemberState.DRAINING).build();
        assertThat(MemberSet.of(draining).union(MemberSet.of(weighted("a", 1)))).containsExactly(weighted("a", 1));
        assertThat(MemberSet.of(weighted("a", 1)).union(MemberSet.of(weighted("a", 2))))
                .containsExactly(weighted("a", 2));
    }

    @Test
    void fingerprintsSeeEveryPartOfAMember() {
        Member member = Member.builder().id("a").zone("z").build();
        List<Member> others = List.of(
                Member.of("b"),
                Member.of("a"),
                Member.builder().from(member).port(80).build(),
                Member.builder().from(member).zone("").build(),
                Member.builder().from(member).weight(2).build(),
                Member.builder().from(member).state(MemberState.DRAINING).build(),
                Member.builder().from(member).routingId("1").build(),
                Member.builder().from(member).routingId("2").build(),
                Member.builder()
                        .from(member)
                        .address(IpAddress.parse("10.0.0.1"))
                        .build());
        assertThat(others.stream().map(MemberSet::of).map(MemberSet::fingerprint))
                .doesNotHaveDuplicates()
                .doesNotContain(MemberSet.of(member).fingerprint());
        assertThat(MemberSet.of(Member.builder().from(member).build()).fingerprint())
                .isEqualTo(MemberSet.of(member).fingerprint());
    }

    @Test
    void fingerprintsAreNotFooledByWhatIsInAText() {
        // Written side by side without care, one odd id reads like two plain members.
        MemberSet two = MemberSet.of(Member.of("a"), Member.of("b"));
        MemberSet one = MemberSet.of(Member.of("a|0|||1|active\nb"));
        assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint());
        Member inZone = Member.builder().id("a").zone("").build();
        assertThat(MemberSet.of(inZone).fingerprint())
                .isNotEqualTo(MemberSet.of(Member.of("a")).fingerprint());
    }

    @Test
    void aKeyWritesIpv6InBrackets() {
        assertThat(new MemberKey("2001:db8::1", 80)).hasToString("[2001:db8::1]:80");
        assertThat(new MemberKey("10.0.0.1", 80)).hasToString("10.0.0.1:80");
        assertThat(new MemberKey("worker-1", 0)).hasToString("worker-1");
    }

    @Test
    void aFamilyWithoutRangesIsOpen() {
        SourceRanges ranges =
                new SourceRanges(new TreeMap<>(Map.of(IpFamily.IPV4, CidrSet.of(Cidr.parse("10.0.0.0/8")))));
        assertThat(ranges.admits(IpAddress.parse("10.0.0.1"))).isTrue();
        assertThat(ranges.admits(IpAddress.parse("192.0.2.1"))).isFalse();
        assertThat(ranges.admits(IpAddress.parse("2001:db8::1"))).isTrue();
        assertThat(SourceRanges.open().admits(IpAddress.parse("192.0.2.1"))).isTrue();
    }
}
