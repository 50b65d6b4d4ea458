package io.lbkit.model.net;

/** An IP family, as in {@code spec.ipFamilies} of a Service. */
public enum IpFamily {
    /** 32-bit addresses (RFC 791). */
    IPV4("IPv4", 32),
    /** 128-bit addresses (RFC 8200). */
    IPV6("IPv6", 128);

    private final String label;
    private final int bits;

    IpFamily(String label, int bits) {
        this.label = label;
        this.bits = bits;
    }

    /** {@return the name in the Kubernetes API: {@code IPv4} or {@code IPv6}} */
    public String label() {
        return label;
    }

    /** {@return the length of an address in bits: 32 or 128} */
    public int bits() {
        return bits;
    }

    @Override
    public String toString() {
        return label;
    }
}
