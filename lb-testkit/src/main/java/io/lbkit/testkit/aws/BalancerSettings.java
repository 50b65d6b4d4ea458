package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked for a load balancer.
 *
 * @param scheme {@code internet-facing} or {@code internal}
 * @param ipAddressType {@code ipv4} or {@code dualstack}
 * @param zones its zones, by the order of their names
 * @param securityGroups its security groups
 * @param privateLinkRules whether rules hold for traffic of PrivateLink: {@code on} or {@code off}
 * @param sourceNatPrefix whether it uses IPv6 ranges for source NAT: {@code on} or {@code off}
 */
record BalancerSettings(
        String scheme,
        String ipAddressType,
        List<ZoneMapping> zones,
        List<String> securityGroups,
        Optional<String> privateLinkRules,
        String sourceNatPrefix) {
    boolean internal() {
        return scheme.equals("internal");
    }

    boolean dualstack() {
        return ipAddressType.equals("dualstack");
    }

    BalancerSettings withZones(List<ZoneMapping> changed, String changedType, String changedPrefix) {
        return new BalancerSettings(scheme, changedType, changed, securityGroups, privateLinkRules, changedPrefix);
    }

    BalancerSettings withSecurityGroups(List<String> changed, Optional<String> rules) {
        return new BalancerSettings(scheme, ipAddressType, zones, changed, rules, sourceNatPrefix);
    }

    BalancerSettings withIpAddressType(String changed) {
        return new BalancerSettings(scheme, changed, zones, securityGroups, privateLinkRules, sourceNatPrefix);
    }

    /** {@return whether a repeated creation asks for the same; what only another call can set does not count} */
    boolean sameCreation(BalancerSettings other) {
        return scheme.equals(other.scheme)
                && ipAddressType.equals(other.ipAddressType)
                && zones.equals(other.zones)
                && Set.copyOf(securityGroups).equals(Set.copyOf(other.securityGroups))
                && sourceNatPrefix.equals(other.sourceNatPrefix);
    }
}
