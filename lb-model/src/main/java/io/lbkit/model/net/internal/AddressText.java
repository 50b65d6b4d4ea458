package io.lbkit.model.net.internal;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;

/** Text forms of addresses: RFC 4291 section 2.2 for reading, RFC 5952 for writing. Never asks a resolver. */
public final class AddressText {
    private static final String RULE = "an address is IPv4 like 192.0.2.10 or IPv6 like 2001:db8::10";
    private static final int GROUPS = 8;

    private AddressText() {}

    /** Reads what new objects may hold: no leading zeros, no IPv4-mapped IPv6. */
    public static IpAddress strict(String text) {
        return read(text, false);
    }

    /** Reads what stored objects may hold: leading zeros count as decimal, IPv4-mapped is IPv4. */
    public static IpAddress lenient(String text) {
        return read(text, true);
    }

    private static IpAddress read(String text, boolean lenient) {
        IpAddress address =
                text.indexOf(':') < 0 ? IpAddress.ipv4((int) quad(text, text, lenient)) : ipv6(text, lenient);
        boolean mapped = address.family() == IpFamily.IPV6 && address.high() == 0 && address.low() >>> 32 == 0xFFFF;
        if (!mapped) {
            return address;
        }
        if (!lenient) {
            throw InvalidValueException.of(
                    "address", text, "an IPv4-mapped IPv6 address is not allowed; write the IPv4 address");
        }
        return IpAddress.ipv4((int) address.low());
    }

    private static long quad(String part, String whole, boolean lenient) {
        String[] octets = part.split("\\.", -1);
        if (octets.length != 4) {
            throw InvalidValueException.of("address", whole, RULE);
        }
        long bits = 0;
        for (String octet : octets) {
            bits = bits << 8 | octet(octet, whole, lenient);
        }
        return bits;
    }

    private static int octet(String octet, String whole, boolean lenient) {
        boolean digits = !octet.isEmpty() && octet.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || octet.length() > (lenient ? 20 : 3)) {
            throw InvalidValueException.of("address", whole, RULE);
        }
        if (!lenient && octet.length() > 1 && octet.charAt(0) == '0') {
            throw InvalidValueException.of("address", whole, "an octet has no leading zero");
        }
        int value = 0;
        for (int i = 0; i < octet.length() && value <= 255; i++) {
            value = value * 10 + (octet.charAt(i) - '0');
        }
        if (value > 255) {
            throw InvalidValueException.of("address", whole, "an octet is a number from 0 to 255");
        }
        return value;
    }

    private static IpAddress ipv6(String text, boolean lenient) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw InvalidValueException.of("address", text, "'::' may appear once");
        }
        int[] head = groups(gap < 0 ? text : text.substring(0, gap), text, lenient, gap < 0);
        int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), text, lenient, true);
        int given = head.length + tail.length;
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            throw InvalidValueException.of("address", text, RULE);
        }
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        return IpAddress.ipv6(join(all, 0), join(all, 4));
    }

    private static int[] groups(String part, String whole, boolean lenient, boolean quadAllowed) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] texts = part.split(":", -1);
        boolean quad = texts[texts.length - 1].indexOf('.') >= 0;
        if (quad && !quadAllowed) {
            throw InvalidValueException.of("address", whole, RULE);
        }
        int plain = quad ? texts.length - 1 : texts.length;
        int[] groups = new int[quad ? plain + 2 : plain];
        for (int i = 0; i < plain; i++) {
            groups[i] = group(texts[i], whole);
        }
        if (quad) {
            long bits = quad(texts[plain], whole, lenient);
            groups[plain] = (int) (bits >>> 16);
            groups[plain + 1] = (int) (bits & 0xFFFF);
        }
        return groups;
    }

    private static int group(String group, String whole) {
        if (group.isEmpty() || group.length() > 4) {
            throw InvalidValueException.of("address", whole, RULE);
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw InvalidValueException.of("address", whole, RULE);
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static long join(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    /** Writes the canonical form. */
    public static String format(IpAddress address) {
        if (address.family() == IpFamily.IPV4) {
            long bits = address.low();
            return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xFFFF);
        }
        return formatGroups(groups);
    }

    private static String formatGroups(int[] groups) {
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (length < 2) {
            return hex(groups, 0, GROUPS);
        }
        return hex(groups, 0, start) + "::" + hex(groups, start + length, GROUPS);
    }

    private static int zeros(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
