package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * A VPC.
 *
 * @param id for example {@code vpc-0a}
 * @param cidrs its IPv4 ranges, the primary one first; at least one
 * @param ipv6Cidrs its IPv6 ranges
 * @param tags its tags
 */
public record AwsVpc(String id, List<String> cidrs, List<String> ipv6Cidrs, Map<String, String> tags) {
    /**
     * Copies lists and tags.
     *
     * @param id for example {@code vpc-0a}
     * @param cidrs its IPv4 ranges, the primary one first; at least one
     * @param ipv6Cidrs its IPv6 ranges
     * @param tags its tags
     */
    public AwsVpc {
        cidrs = List.copyOf(cidrs);
        ipv6Cidrs = List.copyOf(ipv6Cidrs);
        tags = Map.copyOf(tags);
    }
}
