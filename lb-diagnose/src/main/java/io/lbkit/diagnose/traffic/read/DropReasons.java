package io.lbkit.diagnose.traffic.read;

import java.util.Map;

/** The names of the numbers of Hubble's {@code DropReason} that say something about load balancing. */
final class DropReasons {
    /** What a proxy of the application layer drops has no reason in Hubble. */
    static final String AT_LAYER_7 = "POLICY_DENIED_AT_LAYER_7";

    /** A policy that isolates the sender, not the receiver. Hubble has one reason for both, and tells them by the direction. */
    static final String AT_EGRESS = "POLICY_DENIED_AT_EGRESS";

    private static final Map<String, String> NAMES = Map.of(
            "133", "POLICY_DENIED",
            "151", "STALE_OR_UNROUTABLE_IP",
            "155", "CT_MAP_INSERTION_FAILED",
            "158", "SERVICE_BACKEND_NOT_FOUND",
            "169", "FIB_LOOKUP_FAILED",
            "177", "DENIED_BY_LB_SRC_RANGE_CHECK",
            "181", "POLICY_DENY",
            "189", "AUTH_REQUIRED");

    private DropReasons() {}

    private static String name(String reason) {
        boolean number = reason.chars().allMatch(Character::isDigit);
        return number ? NAMES.getOrDefault(reason, "drop reason " + reason) : reason;
    }

    /** {@return the name of a reason, where a direction is known that says more} */
    static String name(String reason, boolean isEgress) {
        String name = name(reason);
        return isEgress && (name.equals("POLICY_DENIED") || name.equals("POLICY_DENY")) ? AT_EGRESS : name;
    }
}
