package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * A managed prefix list.
 *
 * @param id for example {@code pl-0a}
 * @param name its name
 * @param family {@code IPv4} or {@code IPv6}
 * @param maxEntries how many rules it counts for in a security group
 * @param cidrs its ranges
 * @param tags its tags
 */
public record AwsPrefixList(
        String id, String name, String family, int maxEntries, List<String> cidrs, Map<String, String> tags) {
    /**
     * Copies list and tags.
     *
     * @param id for example {@code pl-0a}
     * @param name its name
     * @param family {@code IPv4} or {@code IPv6}
     * @param maxEntries how many rules it counts for in a security group
     * @param cidrs its ranges
     * @param tags its tags
     */
    public AwsPrefixList {
        cidrs = List.copyOf(cidrs);
        tags = Map.copyOf(tags);
    }
}
