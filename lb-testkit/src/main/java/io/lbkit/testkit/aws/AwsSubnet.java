package io.lbkit.testkit.aws;

import java.util.Map;
import java.util.Optional;

/**
 * A subnet.
 *
 * @param id for example {@code subnet-0a}
 * @param vpcId the VPC
 * @param zone the name of its zone
 * @param cidr its IPv4 range
 * @param ipv6Cidr its IPv6 range, if it has one
 * @param freeAddresses how many IPv4 addresses are free before load balancers take some
 * @param tags its tags
 */
public record AwsSubnet(
        String id,
        String vpcId,
        String zone,
        String cidr,
        Optional<String> ipv6Cidr,
        int freeAddresses,
        Map<String, String> tags) {
    /**
     * Copies the tags.
     *
     * @param id for example {@code subnet-0a}
     * @param vpcId the VPC
     * @param zone the name of its zone
     * @param cidr its IPv4 range
     * @param ipv6Cidr its IPv6 range, if it has one
     * @param freeAddresses how many IPv4 addresses are free before load balancers take some
     * @param tags its tags
     */
    public AwsSubnet {
        tags = Map.copyOf(tags);
    }
}
