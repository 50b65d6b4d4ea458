package io.lbkit.aws;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.network.NetworkAclFilter;
import io.lbkit.aws.internal.network.RouteFilter;
import io.lbkit.aws.internal.network.SecurityGroupFilter;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterQuestion;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.filter.PortRange;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says which filters of a VPC stand between a sender and a target: security groups, network ACLs and route tables, as neutral
 * rules. What the facts do not hold becomes a stage that is undecided. Pure, safe for use by many threads.
 *
 * <p>A network ACL does not know connections, so it is asked twice: about the packets, and about answers to the ports that
 * clients usually send from. It does not see packets that stay in one subnet.
 */
public final class AwsFilters {
    private final AwsFacts facts;
    private final Sender sender;
    private final IpAddress target;
    private final FilterQuestion out;
    private final FilterQuestion in;
    private final FilterQuestion answersOut;
    private final FilterQuestion answersIn;
    private final List<FilterPath.Step> steps = new ArrayList<>();

    private AwsFilters(AwsFacts facts, Sender sender, IpAddress target, Protocol protocol, int port) {
        this.facts = facts;
        this.sender = sender;
        this.target = target;
        this.out = FilterQuestion.of(target, protocol, port);
        this.in = FilterQuestion.of(sender.address(), protocol, port);
        this.answersOut = new FilterQuestion(in.peer(), protocol, PortRange.EPHEMERAL);
        this.answersIn = new FilterQuestion(out.peer(), protocol, PortRange.EPHEMERAL);
    }

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
        return new AwsFilters(facts, sender, target, protocol, port).path();
    }

    private FilterPath path() {
        Optional<NetworkInterface> from = facts.interfaceOf(sender.address());
        Optional<NetworkInterface> to = facts.interfaceOf(target);
        Optional<Subnet> source = subnet(from, sender.address());
        Optional<Subnet> destination = subnet(to, target);
        boolean guarded = source.isEmpty() || !source.equals(destination);
        source.filter(known -> guarded).ifPresent(known -> leave(known));
        if (guarded) {
            arrive(destination);
        }
        step(groups(to), in);
        return new FilterPath(steps);
    }

    private void leave(Subnet source) {
        step(NetworkAclFilter.outbound(facts, source), out);
        step(NetworkAclFilter.inbound(facts, source), answersIn);
        step(RouteFilter.of(facts, source), out);
    }

    private void arrive(Optional<Subnet> destination) {
        if (destination.isEmpty()) {
            step(FilterStage.unknown("network ACL of " + target + ", which is in no known subnet"), in);
            return;
        }
        step(NetworkAclFilter.inbound(facts, destination.get()), in);
        step(NetworkAclFilter.outbound(facts, destination.get()), answersOut);
    }

    private FilterStage groups(Optional<NetworkInterface> to) {
        return to.map(known -> SecurityGroupFilter.inbound(facts, known, senderGroups()))
                .orElseGet(() -> FilterStage.unknown(
                        "security groups of " + target + ", which no known network interface holds"));
    }

    /** Whoever is outside the VPC has no security group in it. */
    private Optional<SortedSet<String>> senderGroups() {
        if (sender.groups().isPresent()) {
            return sender.groups();
        }
        Optional<SortedSet<String>> own =
                facts.interfaceOf(sender.address()).map(found -> new TreeSet<>(found.groupIds()));
        return own.or(() -> isOutside() ? Optional.of(new TreeSet<>()) : Optional.empty());
    }

    private boolean isOutside() {
        List<Cidr> ranges = facts.vpc().map(Vpc::cidrs).orElse(List.of());
        return !ranges.isEmpty() && ranges.stream().noneMatch(range -> range.contains(sender.address()));
    }

    private Optional<Subnet> subnet(Optional<NetworkInterface> known, IpAddress address) {
        return known.flatMap(NetworkInterface::subnetId)
                .flatMap(facts::subnet)
                .or(() -> facts.subnets().stream()
                        .filter(subnet -> holds(subnet, address))
                        .findFirst());
    }

    private static boolean holds(Subnet subnet, IpAddress address) {
        return subnet.cidr().filter(range -> range.contains(address)).isPresent()
                || subnet.ipv6Cidrs().stream().anyMatch(range -> range.contains(address));
    }

    private void step(FilterStage stage, FilterQuestion question) {
        steps.add(new FilterPath.Step(stage, question));
    }
}
