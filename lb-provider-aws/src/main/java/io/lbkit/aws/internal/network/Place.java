package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An end of the way of packets.
 *
 * @param range the addresses that packets carry
 * @param subnet the subnet that they leave or enter; nothing if it is outside the VPC or not known
 */
public record Place(Cidr range, Optional<Subnet> subnet) {
    /**
     * Finds the subnet of addresses.
     *
     * @param facts what is known about the VPC
     * @param range the addresses
     * @return the place
     */
    public static Place of(AwsFacts facts, Cidr range) {
        return new Place(
                range,
                interfaceOf(facts, range)
                        .flatMap(NetworkInterface::subnetId)
                        .flatMap(facts::subnet)
                        .or(() -> facts.subnets().stream()
                                .filter(subnet -> holds(subnet, range))
                                .findFirst()));
    }

    /**
     * {@return the place of one address}
     *
     * @param facts what is known about the VPC
     * @param address the address
     */
    public static Place of(AwsFacts facts, IpAddress address) {
        return of(facts, Cidr.containing(address, address.family().bits()));
    }

    private static boolean holds(Subnet subnet, Cidr range) {
        return subnet.ranges().stream().anyMatch(own -> own.contains(range));
    }

    private static Optional<NetworkInterface> interfaceOf(AwsFacts facts, Cidr range) {
        boolean single = range.prefix() == range.family().bits();
        return single ? facts.interfaceOf(range.address()) : Optional.empty();
    }

    /**
     * The security groups of whoever sends from here. Whoever is outside the VPC has none in it.
     *
     * @param facts what is known about the VPC
     * @return the groups; nothing if they are not known
     */
    public Optional<SortedSet<String>> groups(AwsFacts facts) {
        Optional<SortedSet<String>> own = interfaceOf(facts, range).map(found -> new TreeSet<>(found.groupIds()));
        return own.or(() -> isOutside(facts) ? Optional.of(new TreeSet<>()) : Optional.empty());
    }

    private boolean isOutside(AwsFacts facts) {
        List<Cidr> ranges = facts.vpc().map(Vpc::cidrs).orElse(List.of());
        return !ranges.isEmpty() && ranges.stream().noneMatch(vpc -> vpc.contains(range) || range.contains(vpc));
    }
}
