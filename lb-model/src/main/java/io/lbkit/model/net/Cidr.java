package io.lbkit.model.net;

import io.lbkit.model.finding.InvalidValueException;
import java.util.regex.Pattern;

/**
 * A range of addresses that share a prefix, in canonical form: the host bits are zero. Ordered by address, then by prefix
 * length. Immutable.
 *
 * @param address the first address of the range
 * @param prefix the number of fixed bits, 0 to 32 or 128
 */
public record Cidr(IpAddress address, int prefix) implements Comparable<Cidr> {
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

    /** Every IPv4 address. */
    public static final Cidr ANY_IPV4 = new Cidr(IpAddress.ipv4(0), 0);

    /** Every IPv6 address. */
    public static final Cidr ANY_IPV6 = new Cidr(IpAddress.ipv6(0, 0), 0);

    /**
     * Checks the canonical form.
     *
     * @param address the first address of the range
     * @param prefix the number of fixed bits, 0 to 32 or 128
     * @throws InvalidValueException if the prefix is out of range or host bits are set
     */
    public Cidr {
        if (prefix < 0 || prefix > address.family().bits()) {
            throw InvalidValueException.of(
                    "cidr",
                    address + "/" + prefix,
                    "the prefix length of " + address.family() + " is 0 to "
                            + address.family().bits());
        }
        if (!network(address, prefix).equals(address)) {
            throw InvalidValueException.of(
                    "cidr",
                    address + "/" + prefix,
                    "bits behind the prefix are set; write " + network(address, prefix) + "/" + prefix);
        }
    }

    /**
     * The range of a given prefix that an address lies in.
     *
     * @param address any address of the range
     * @param prefix the number of fixed bits
     * @return the range
     * @throws InvalidValueException if the prefix is out of range
     */
    public static Cidr containing(IpAddress address, int prefix) {
        if (prefix < 0 || prefix > address.family().bits()) {
            throw InvalidValueException.of(
                    "cidr",
                    address + "/" + prefix,
                    "the prefix length of " + address.family() + " is 0 to "
                            + address.family().bits());
        }
        return new Cidr(network(address, prefix), prefix);
    }

    /**
     * Reads a range in the form that new Kubernetes objects may have ({@code StrictIPCIDRValidation}): no leading zeros, no
     * IPv4-mapped IPv6, no host bits.
     *
     * @param text the range, for example {@code 10.0.0.0/8}
     * @return the range
     * @throws InvalidValueException if the text is not such a range
     */
    public static Cidr parse(String text) {
        int slash = slash(text);
        return new Cidr(IpAddress.parse(text.substring(0, slash)), length(text, text.substring(slash + 1)));
    }

    /**
     * Reads a range as older API servers stored it: surrounding blanks, leading zeros and host bits are accepted, and the
     * result is canonical.
     *
     * @param text the range
     * @return the range
     * @throws InvalidValueException if the text is no range at all; a bare address is none
     */
    public static Cidr parseStored(String text) {
        String trimmed = text.strip();
        int slash = slash(trimmed);
        IpAddress address = IpAddress.parseStored(trimmed.substring(0, slash));
        int length = length(
                trimmed, LEADING_ZEROS.matcher(trimmed.substring(slash + 1)).replaceFirst(""));
        boolean mapped = address.family() == IpFamily.IPV4 && trimmed.indexOf(':') >= 0;
        return containing(address, mapped ? length - 96 : length);
    }

    private static int slash(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw InvalidValueException.of(
                    "cidr", text, "a range is ADDRESS/LENGTH like 10.0.0.0/8; for one address append /32 or /128");
        }
        return slash;
    }

    private static int length(String text, String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || (digits.length() > 1 && digits.charAt(0) == '0')) {
            throw InvalidValueException.of("cidr", text, "the prefix length is a decimal number like 24");
        }
        return Integer.parseInt(digits);
    }

    private static IpAddress network(IpAddress address, int prefix) {
        if (address.family() == IpFamily.IPV4) {
            return new IpAddress(IpFamily.IPV4, 0, address.low() & (mask(prefix) >>> 32));
        }
        return IpAddress.ipv6(
                address.high() & mask(Math.min(prefix, 64)), address.low() & mask(Math.max(prefix - 64, 0)));
    }

    /** The upper {@code bits} bits of 64. */
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    /**
     * The range of every address of a family.
     *
     * @param family the family
     * @return 0.0.0.0/0 or ::/0
     */
    public static Cidr any(IpFamily family) {
        return family == IpFamily.IPV4 ? ANY_IPV4 : ANY_IPV6;
    }

    /** {@return the family of the addresses} */
    public IpFamily family() {
        return address.family();
    }

    /** {@return whether it holds every address of its family} */
    public boolean isAny() {
        return prefix == 0;
    }

    /**
     * {@return whether an address lies in this range}
     *
     * @param other the address
     */
    public boolean contains(IpAddress other) {
        return other.family() == family() && network(other, prefix).equals(address);
    }

    /**
     * {@return whether every address of another range lies in this one}
     *
     * @param other the other range
     */
    public boolean contains(Cidr other) {
        return other.prefix >= prefix && contains(other.address);
    }

    @Override
    public int compareTo(Cidr other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(prefix, other.prefix);
    }

    /** {@return the canonical text, for example {@code 10.0.0.0/8}} */
    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
