package io.lbkit.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import io.lbkit.model.finding.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Addresses and ranges against an implementation that shares no code with this one. */
class AddressProperties {
    /** The RFC 4291 forms alone: no masks, wildcards, zones, hexadecimal or single-number addresses. */
    private static final IPAddressStringParameters RFC_4291 = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .allowPrefix(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allowLeadingZeros(false)
            .allow_inet_aton(false)
            .allowBinary(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowUnlimitedLeadingZeros(false)
            .getEmbeddedIPv4AddressParametersBuilder()
            .allowLeadingZeros(false)
            .allow_inet_aton(false)
            .allowBinary(false)
            .getEmbeddedIPv4AddressParentBuilder()
            .allowZone(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();

    @Provide
    Arbitrary<IpAddress> addresses() {
        // Halves with runs of zero groups, where the compression of RFC 5952 is decided.
        Arbitrary<Long> half = Arbitraries.oneOf(
                Arbitraries.longs(), Arbitraries.integers().between(0, 15).map(AddressProperties::sparse));
        return Arbitraries.oneOf(
                Arbitraries.integers().map(IpAddress::ipv4),
                Combinators.combine(half, half).as(IpAddress::ipv6).filter(address -> !isMapped(address)));
    }

    private static long sparse(int pattern) {
        long bits = 0;
        for (int group = 0; group < 4; group++) {
            bits = bits << 16 | ((pattern >> group & 1) == 0 ? 0 : 0xA);
        }
        return bits;
    }

    private static boolean isMapped(IpAddress address) {
        return address.high() == 0 && address.low() >>> 32 == 0xFFFF;
    }

    private static IPAddress oracle(IpAddress address) {
        ByteBuffer bytes = address.family() == IpFamily.IPV4
                ? ByteBuffer.allocate(4).putInt((int) address.low())
                : ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low());
        return new inet.ipaddr.IPAddressNetwork.IPAddressGenerator().from(bytes.array());
    }

    @Property
    void formatIsCanonicalAndReadsBack(@ForAll("addresses") IpAddress address) {
        assertThat(address).hasToString(oracle(address).toCanonicalString());
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        assertThat(IpAddress.parseStored(address.toString())).isEqualTo(address);
    }

    @Property
    void readsEveryWayToWriteAnAddress(@ForAll("addresses") IpAddress address) {
        IPAddress same = oracle(address);
        for (String text : List.of(same.toFullString(), same.toCompressedString(), same.toNormalizedString())) {
            assertThat(IpAddress.parseStored(text)).as(text).isEqualTo(address);
        }
    }

    @Property
    void classesAgreeWithTheJdk(@ForAll("addresses") IpAddress address) throws UnknownHostException {
        InetAddress same = InetAddress.getByAddress(oracle(address).getBytes());
        assertThat(address.isLoopback()).isEqualTo(same.isLoopbackAddress());
        assertThat(address.isLinkLocal()).isEqualTo(same.isLinkLocalAddress());
        assertThat(address.isUnspecified()).isEqualTo(same.isAnyLocalAddress());
    }

    @Provide
    Arbitrary<String> almostAddresses() {
        Arbitrary<String> pieces = Arbitraries.of(
                "0",
                "1",
                "9",
                "10",
                "255",
                "256",
                "001",
                "f",
                "ffff",
                "db8",
                "12345",
                ".",
                ":",
                "::",
                "/",
                "%",
                " ",
                "-",
                "8",
                "32",
                "128",
                "ffff:1.2.3.4");
        return pieces.list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    @Property
    void agreesWithTheOracleOnWhatAnAddressIs(@ForAll("almostAddresses") String text) {
        Assume.that(text.indexOf(' ') < 0); // the oracle ignores blanks
        IPAddressString other = new IPAddressString(text, RFC_4291);
        Optional<IpAddress> read = read(text);
        if (read.isPresent()) {
            assertThat(other.isValid()).as(text).isTrue();
            assertThat(oracle(read.get())).isEqualTo(other.getAddress());
        } else if (other.isValid() && other.getAddress() != null) {
            assertThat(other.getAddress().isIPv6()
                            && other.getAddress().toIPv6().isIPv4Mapped())
                    .as(text)
                    .isTrue();
        }
    }

    private static Optional<IpAddress> read(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    @Property
    void anyTextIsReadOrRefusedWithOneException(@ForAll String text) {
        readOrRefused(text);
    }

    @Property
    void anyAlmostAddressIsReadOrRefusedWithOneException(@ForAll("almostAddresses") String text) {
        readOrRefused(text);
    }

    private static void readOrRefused(String text) {
        List<Runnable> readers = List.of(
                () -> IpAddress.parse(text),
                () -> IpAddress.parseStored(text),
                () -> Cidr.parse(text),
                () -> Cidr.parseStored(text));
        for (Runnable reader : readers) {
            try {
                reader.run();
            } catch (InvalidValueException refused) {
                assertThat(refused.rule()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<Cidr> cidrs() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
                .as((address, prefix) -> Cidr.containing(
                        address, Math.min(prefix, address.family().bits())));
    }

    private static IPAddress oracle(Cidr cidr) {
        return oracle(cidr.address()).setPrefixLength(cidr.prefix()).toPrefixBlock();
    }

    @Property
    void rangesReadBack(@ForAll("cidrs") Cidr cidr) {
        assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
        assertThat(Cidr.parseStored(" " + cidr + "\t")).isEqualTo(cidr);
        assertThat(oracle(cidr).toCanonicalString()).isEqualTo(cidr.toString());
    }

    @Property
    void containmentAgrees(
            @ForAll("cidrs") Cidr cidr, @ForAll("cidrs") Cidr other, @ForAll("addresses") IpAddress any) {
        assertThat(cidr.contains(any)).isEqualTo(oracle(cidr).contains(oracle(any)));
        assertThat(cidr.contains(other)).isEqualTo(oracle(cidr).contains(oracle(other)));
        assertThat(cidr.contains(cidr.address())).isTrue();
    }

    @Property
    void neighboursOfARangeAreOutside(@ForAll @IntRange(min = 1, max = 32) int prefix, @ForAll int bits) {
        Cidr cidr = Cidr.containing(IpAddress.ipv4(bits), prefix);
        long size = 1L << (32 - prefix);
        assertThat(cidr.contains(cidr.address().plus(size - 1))).isTrue();
        assertThat(cidr.contains(cidr.address().plus(size))).isFalse();
    }
}
