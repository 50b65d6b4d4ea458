package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * A network interface of an instance or of a pod.
 *
 * @param id for example {@code eni-0a}
 * @param subnetId the subnet
 * @param addresses its IPv4 addresses, the primary one first; at least one
 * @param ipv6Addresses its IPv6 addresses
 * @param prefixes IPv4 ranges of /28 that are delegated to it
 * @param securityGroups the ids of its security groups
 * @param tags its tags
 */
public record AwsInterface(
        String id,
        String subnetId,
        List<String> addresses,
        List<String> ipv6Addresses,
        List<String> prefixes,
        List<String> securityGroups,
        Map<String, String> tags) {
    /**
     * Copies lists and tags.
     *
     * @param id for example {@code eni-0a}
     * @param subnetId the subnet
     * @param addresses its IPv4 addresses, the primary one first; at least one
     * @param ipv6Addresses its IPv6 addresses
     * @param prefixes IPv4 ranges of /28 that are delegated to it
     * @param securityGroups the ids of its security groups
     * @param tags its tags
     */
    public AwsInterface {
        addresses = List.copyOf(addresses);
        ipv6Addresses = List.copyOf(ipv6Addresses);
        prefixes = List.copyOf(prefixes);
        securityGroups = List.copyOf(securityGroups);
        tags = Map.copyOf(tags);
    }
}
