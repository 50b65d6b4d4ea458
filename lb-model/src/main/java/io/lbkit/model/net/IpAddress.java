package io.lbkit.model.net;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.internal.AddressText;

/**
 * An IP address without a zone. Two addresses are equal when family and bits are; the order is IPv4 before IPv6, then by
 * value. Immutable.
 *
 * @param family the family
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {
    /**
     * Checks that IPv4 bits fit.
     *
     * @param family the family
     * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
     * @param low the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
     * @throws InvalidValueException if the family is IPv4 and more than 32 bits are set
     */
    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw InvalidValueException.of(
                    "address", Long.toHexString(high) + ":" + Long.toHexString(low), "an IPv4 address has 32 bits");
        }
    }

    /**
     * Reads an address in a form that new Kubernetes objects may have: dotted quad without leading zeros, or RFC 4291 text
     * without a zone that is not an IPv4-mapped address.
     *
     * @param text the address
     * @return the address
     * @throws InvalidValueException if the text is not such an address
     */
    public static IpAddress parse(String text) {
        return AddressText.strict(text);
    }

    /**
     * Reads an address as older API servers stored it: leading zeros are accepted (read as decimal), and an IPv4-mapped IPv6
     * address is the IPv4 address.
     *
     * @param text the address
     * @return the address
     * @throws InvalidValueException if the text is no address at all
     */
    public static IpAddress parseStored(String text) {
        return AddressText.lenient(text);
    }

    /**
     * An IPv4 address from its bits.
     *
     * @param bits the 32 bits
     * @return the address
     */
    public static IpAddress ipv4(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    /**
     * An IPv6 address from its bits.
     *
     * @param high the upper 64 bits
     * @param low the lower 64 bits
     * @return the address
     */
    public static IpAddress ipv6(long high, long low) {
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /** {@return whether all bits are zero} */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** {@return whether it is a loopback address: 127.0.0.0/8 or ::1} */
    public boolean isLoopback() {
        return family == IpFamily.IPV4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** {@return whether it is a link-local address: 169.254.0.0/16 or fe80::/10} */
    public boolean isLinkLocal() {
        return family == IpFamily.IPV4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0x3FA;
    }

    /**
     * {@return whether the address is of a private or shared range: RFC 1918, RFC 6598, or fc00::/7 (RFC 4193)}
     */
    public boolean isPrivate() {
        if (family == IpFamily.IPV6) {
            return high >>> 57 == 0x7E;
        }
        return low >>> 24 == 10 || low >>> 20 == 0xAC1 || low >>> 16 == 0xC0A8 || low >>> 22 == 0x191;
    }

    /**
     * {@return the address this far behind, modulo the size of the family}
     *
     * @param offset how far, from 0
     */
    public IpAddress plus(long offset) {
        if (family == IpFamily.IPV4) {
            return new IpAddress(family, 0, (low + offset) & 0xFFFF_FFFFL);
        }
        long sum = low + offset;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new IpAddress(family, high + carry, sum);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** {@return the canonical text: dotted quad, or RFC 5952} */
    @Override
    public String toString() {
        return AddressText.format(this);
    }
}
