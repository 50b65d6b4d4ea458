package io.lbkit.testkit.aws;

import java.util.Locale;
import java.util.Optional;

/**
 * What a rule allows: the part of a rule by which two of them are the same.
 *
 * @param egress whether it is about traffic that leaves
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, another number, or {@code -1} for all
 * @param fromPort the first port, or the type of ICMP; absent for all protocols
 * @param toPort the last port, or the code of ICMP; absent for all protocols
 * @param source where from
 */
record Permission(
        boolean egress, String protocol, Optional<Integer> fromPort, Optional<Integer> toPort, RuleSource source) {
    /** {@return what permissions that are written as one have in common} */
    String bundle() {
        return protocol + " " + fromPort.map(String::valueOf).orElse("") + " "
                + toPort.map(String::valueOf).orElse("");
    }

    @Override
    public String toString() {
        return "peer: " + source.value() + ", " + protocol.toUpperCase(Locale.ROOT) + ", from port: "
                + fromPort.map(String::valueOf).orElse("-") + ", to port: "
                + toPort.map(String::valueOf).orElse("-") + ", " + (egress ? "outbound" : "inbound");
    }
}
