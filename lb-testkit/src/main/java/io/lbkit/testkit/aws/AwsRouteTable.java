package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;

/**
 * A route table. A table without subnets is the main one of its VPC.
 *
 * @param id for example {@code rtb-0a}
 * @param vpcId the VPC
 * @param subnets the subnets that name it
 * @param routes where a range is sent, by IPv4 or IPv6 range: {@code local}, or the id of an internet gateway ({@code igw-}), a NAT
 *     gateway ({@code nat-}), a transit gateway ({@code tgw-}) or an interface ({@code eni-})
 * @param tags its tags
 */
public record AwsRouteTable(
        String id, String vpcId, List<String> subnets, Map<String, String> routes, Map<String, String> tags) {
    /**
     * Copies lists, routes and tags.
     *
     * @param id for example {@code rtb-0a}
     * @param vpcId the VPC
     * @param subnets the subnets that name it
     * @param routes where a range is sent, by IPv4 or IPv6 range: {@code local}, or the id of an internet gateway ({@code igw-}), a
     *     NAT gateway ({@code nat-}), a transit gateway ({@code tgw-}) or an interface ({@code eni-})
     * @param tags its tags
     */
    public AwsRouteTable {
        subnets = List.copyOf(subnets);
        routes = Map.copyOf(routes);
        tags = Map.copyOf(tags);
    }

    /** {@return whether it serves the subnets that name none} */
    public boolean main() {
        return subnets.isEmpty();
    }
}
