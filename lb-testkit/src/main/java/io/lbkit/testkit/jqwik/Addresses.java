package io.lbkit.testkit.jqwik;

import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Addresses and ranges: few readable ones that collide often, and any others. */
final class Addresses {
    private static final IpAddress FIRST_IPV4 = IpAddress.parse("10.0.0.1");
    private static final IpAddress FIRST_IPV6 = IpAddress.parse("2001:db8::1");

    private Addresses() {}

    static Arbitrary<IpAddress> any() {
        return Choices.mostly(of(IpFamily.IPV4), of(IpFamily.IPV6));
    }

    static Arbitrary<IpAddress> of(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4() : ipv6();
    }

    private static Arbitrary<IpAddress> ipv4() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 20).map(FIRST_IPV4::plus)),
                Tuple.of(1, Arbitraries.integers().map(IpAddress::ipv4)));
    }

    private static Arbitrary<IpAddress> ipv6() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.integers().between(0, 20).map(FIRST_IPV6::plus)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                                .as(IpAddress::ipv6)
                                .filter(address -> !isMapped(address))));
    }

    /** An IPv4-mapped address has no text that could be read again: it is written as the IPv4 address. */
    private static boolean isMapped(IpAddress address) {
        return address.high() == 0 && address.low() >>> 32 == 0xFFFF;
    }

    static Arbitrary<Cidr> cidrs() {
        return Choices.mostly(cidrs(IpFamily.IPV4), cidrs(IpFamily.IPV6));
    }

    static Arbitrary<Cidr> cidrs(IpFamily family) {
        Arbitrary<Integer> usual = family == IpFamily.IPV4
                ? Arbitraries.of(24, 32, 31, 30, 16, 8, 0)
                : Arbitraries.of(64, 128, 127, 126, 48, 0);
        Arbitrary<Integer> prefix = Choices.mostly(usual, Arbitraries.integers().between(0, family.bits()));
        return Combinators.combine(of(family), prefix).as(Cidr::containing);
    }

    static Arbitrary<CidrSet> cidrSets() {
        return cidrs().list().ofMaxSize(4).map(CidrSet::of);
    }
}
