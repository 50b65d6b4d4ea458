package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * A network ACL.
 *
 * @param id for example {@code acl-0a}
 * @param vpcId the VPC
 * @param subnets the subnets that it guards; the default one guards those that no other does
 * @param standard whether it is the default one of the VPC
 * @param entries its rules; AWS adds the last one, which refuses everything
 * @param tags its tags
 */
public record AwsNetworkAcl(
        String id,
        String vpcId,
        List<String> subnets,
        boolean standard,
        List<Entry> entries,
        Map<String, String> tags) {
    /**
     * Copies lists and tags.
     *
     * @param id for example {@code acl-0a}
     * @param vpcId the VPC
     * @param subnets the subnets that it guards; the default one guards those that no other does
     * @param standard whether it is the default one of the VPC
     * @param entries its rules; AWS adds the last one, which refuses everything
     * @param tags its tags
     */
    public AwsNetworkAcl {
        subnets = List.copyOf(subnets);
        entries = List.copyOf(entries);
        tags = Map.copyOf(tags);
    }

    /**
     * A rule.
     *
     * @param number rules are read from the lowest number, 1 to 32766
     * @param egress whether it is about traffic that leaves
     * @param allow whether it lets traffic pass
     * @param protocol the number of the protocol, or {@code -1} for all
     * @param cidr the IPv4 or IPv6 range
     * @param fromPort the first port; means nothing unless the protocol is 6 or 17
     * @param toPort the last port
     */
    public record Entry(
            int number, boolean egress, boolean allow, String protocol, String cidr, int fromPort, int toPort) {}
}
