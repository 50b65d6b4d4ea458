package io.lbkit.aws;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.internal.network.LoadBalancerPaths;
import io.lbkit.aws.internal.network.Place;
import io.lbkit.aws.internal.network.SecurityGroupFilter;
import io.lbkit.aws.internal.network.VpcPath;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import io.lbkit.reconcile.spi.FilterRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Says which filters of a VPC stand between a sender and a target: security groups, network ACLs and route tables, as neutral
 * rules. What the facts do not hold becomes a stage that is undecided. Pure, safe for use by many threads.
 *
 * <p>A network ACL does not know connections, so it is asked twice: about the packets, and about answers to the ports that
 * clients usually send from. It does not see packets that stay in one subnet.
 */
public final class AwsFilters {
    private AwsFilters() {}

    /**
     * Finds the filters.
     *
     * @param facts what is known about the VPC
     * @param sender who sends
     * @param target where to, an address in the VPC
     * @param protocol the protocol of the packets
     * @param port the port that they go to, 0 to 65535
     * @return the filters, in the order in which packets meet them
     */
    public static FilterPath between(AwsFacts facts, Sender sender, IpAddress target, Protocol protocol, int port) {
        Place from = Place.of(facts, sender.address());
        Optional<SortedSet<String>> senderGroups = sender.groups().or(() -> from.groups(facts));
        return new VpcPath(facts, from, Place.of(facts, target), protocol, port)
                .throughSubnets()
                .into(SecurityGroupFilter.inbound(facts, target, senderGroups))
                .path();
    }

    /**
     * Finds the filters of one leg of the way over a load balancer. A load balancer has one address in each of its subnets; which
     * of them packets take is not known, so there is a path for each.
     *
     * @param facts what is known about the VPC
     * @param request the packets
     * @return the filters, in the order in which packets meet them, for each subnet of the load balancer
     */
    public static List<FilterPath> of(AwsFacts facts, FilterRequest request) {
        return new LoadBalancerPaths(facts, request).paths();
    }
}
