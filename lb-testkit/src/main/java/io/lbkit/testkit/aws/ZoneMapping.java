package io.lbkit.testkit.aws;

import java.util.Optional;

/**
 * A zone of a load balancer: its subnet and the addresses that were chosen for it.
 *
 * @param subnetId the subnet
 * @param zone the name of the zone
 * @param allocationId the Elastic IP
 * @param privateIpv4 the private address of an internal load balancer
 * @param ipv6 the IPv6 address
 * @param sourceNatPrefix the IPv6 range for source NAT, as it was asked for
 */
record ZoneMapping(
        String subnetId,
        String zone,
        Optional<String> allocationId,
        Optional<String> privateIpv4,
        Optional<String> ipv6,
        Optional<String> sourceNatPrefix) {
    ZoneMapping withSourceNatPrefix(Optional<String> changed) {
        return new ZoneMapping(subnetId, zone, allocationId, privateIpv4, ipv6, changed);
    }

    boolean sameAddresses(ZoneMapping other) {
        return subnetId.equals(other.subnetId)
                && allocationId.equals(other.allocationId)
                && privateIpv4.equals(other.privateIpv4)
                && ipv6.equals(other.ipv6);
    }
}
