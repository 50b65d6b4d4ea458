package io.lbkit.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sets of addresses against a bit for each address of a small block. */
class CidrSetProperties {
    private static final IpAddress FIRST = IpAddress.parse("192.0.2.0");
    private static final int SIZE = 64;
    private static final int SHORTEST = 26;

    @Provide
    Arbitrary<List<Cidr>> ranges() {
        Arbitrary<Cidr> range = Combinators.combine(
                        Arbitraries.integers().between(0, SIZE - 1),
                        Arbitraries.integers().between(SHORTEST, 32))
                .as((offset, prefix) -> Cidr.containing(FIRST.plus(offset), prefix));
        return range.list().ofMaxSize(12);
    }

    private static BitSet addresses(List<Cidr> ranges) {
        BitSet bits = new BitSet(SIZE);
        for (Cidr range : ranges) {
            int from = (int) (range.address().low() - FIRST.low());
            bits.set(from, from + (1 << (32 - range.prefix())));
        }
        return bits;
    }

    @Property
    void setsAreEqualExactlyIfTheirAddressesAre(@ForAll("ranges") List<Cidr> one, @ForAll("ranges") List<Cidr> other) {
        CidrSet left = CidrSet.of(one);
        CidrSet right = CidrSet.of(other);
        assertThat(left.equals(right)).isEqualTo(addresses(one).equals(addresses(other)));
        assertThat(left.compareTo(right) == 0).isEqualTo(left.equals(right));
    }

    @Property
    void theSameAddressesMakeTheSameSetHoweverTheyAreCut(@ForAll("ranges") List<Cidr> ranges, @ForAll Random random) {
        List<Cidr> single = new ArrayList<>();
        addresses(ranges).stream().forEach(offset -> single.add(Cidr.containing(FIRST.plus(offset), 32)));
        Collections.shuffle(single, random);
        assertThat(CidrSet.of(single)).isEqualTo(CidrSet.of(ranges)).hasSameHashCodeAs(CidrSet.of(ranges));
    }

    @Property
    void holdsTheAddressesOfItsRangesAndNoOther(@ForAll("ranges") List<Cidr> ranges) {
        CidrSet set = CidrSet.of(ranges);
        assertThat(addresses(set.ranges())).isEqualTo(addresses(ranges));
        for (int offset = -1; offset <= SIZE; offset++) {
            boolean inside = offset >= 0 && addresses(ranges).get(offset);
            assertThat(set.contains(FIRST.plus(offset))).isEqualTo(inside);
        }
    }

    @Property
    void rangesAreSortedAndAsFewAsPossible(@ForAll("ranges") List<Cidr> ranges) {
        List<Cidr> kept = CidrSet.of(ranges).ranges();
        assertThat(kept).isSorted();
        for (int i = 1; i < kept.size(); i++) {
            Cidr left = kept.get(i - 1);
            Cidr right = kept.get(i);
            assertThat(left.contains(right)).isFalse();
            Cidr parent = Cidr.containing(left.address(), left.prefix() - 1);
            assertThat(left.prefix() == right.prefix() && parent.contains(right))
                    .isFalse();
        }
    }

    @Property
    void unionAndContainmentAreThoseOfSets(@ForAll("ranges") List<Cidr> one, @ForAll("ranges") List<Cidr> other) {
        BitSet both = addresses(one);
        both.or(addresses(other));
        CidrSet union = CidrSet.of(one).union(CidrSet.of(other));
        assertThat(addresses(union.ranges())).isEqualTo(both);
        assertThat(union.containsAll(CidrSet.of(one))).isTrue();
        assertThat(CidrSet.of(one).containsAll(CidrSet.of(other))).isEqualTo(both.equals(addresses(one)));
    }

    @Example
    void familiesStayApart() {
        CidrSet set = CidrSet.of(Cidr.parse("0.0.0.0/1"), Cidr.parse("128.0.0.0/1"), Cidr.parse("8000::/1"));
        assertThat(set).hasToString("[0.0.0.0/0, 8000::/1]");
        assertThat(set.isAny(IpFamily.IPV4)).isTrue();
        assertThat(set.isAny(IpFamily.IPV6)).isFalse();
        assertThat(set.of(IpFamily.IPV6)).hasToString("[8000::/1]");
        assertThat(CidrSet.of(List.of())).isSameAs(CidrSet.empty());
        assertThat(CidrSet.empty().isEmpty()).isTrue();
        assertThat(set.isEmpty()).isFalse();
    }

    @Example
    void halvesOfEverythingJoinInIpv6Too() {
        assertThat(CidrSet.of(Cidr.parse("::/1"), Cidr.parse("8000::/1")).isAny(IpFamily.IPV6))
                .isTrue();
    }
}
