package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterStage;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.Role;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.FilterRequest;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The filters of one leg of the way over a load balancer, for each of its subnets. */
public final class LoadBalancerPaths {
    private final AwsFacts facts;
    private final FilterRequest request;
    private final Optional<Resource> loadBalancer;
    private final Optional<SortedSet<String>> groups;

    /**
     * Looks up the load balancer and its security groups.
     *
     * @param facts what is known about the VPC
     * @param request the packets
     */
    public LoadBalancerPaths(AwsFacts facts, FilterRequest request) {
        this.facts = facts;
        this.request = request;
        List<Resource> found = request.objects().stream()
                .filter(object -> object.kind().role() == Role.LOAD_BALANCER)
                .toList();
        this.loadBalancer = found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        this.groups = loadBalancer.flatMap(this::groups);
    }

    /** {@return the filters for each subnet of the load balancer; none if it or its subnets are not known} */
    public List<FilterPath> paths() {
        return places().stream().map(this::path).toList();
    }

    private FilterPath path(Place loadBalancer) {
        return request.leg() == FilterRequest.Leg.FRONT
                ? front(loadBalancer)
                : target(loadBalancer, TargetPacket.of(request, loadBalancer.range()));
    }

    private FilterPath front(Place loadBalancer) {
        Place client = Place.of(facts, request.clients().orElseThrow());
        VpcPath path = new VpcPath(
                        facts,
                        client,
                        loadBalancer,
                        request.port().protocol(),
                        request.port().port())
                .throughSubnets()
                .andBack();
        return (isUnguarded()
                        ? path
                        : path.into(ownGroups(
                                ids -> SecurityGroupFilter.inbound(facts, ids, name(), client.groups(facts)))))
                .path();
    }

    /** A load balancer may have been made without security groups: then it lets everything through. */
    private boolean isUnguarded() {
        return groups.filter(SortedSet::isEmpty).isPresent();
    }

    private FilterStage ownGroups(Function<SortedSet<String>, FilterStage> filter) {
        return groups.map(filter)
                .orElseGet(() -> FilterStage.unknown("security groups of " + name() + ", which are not known"));
    }

    private String name() {
        return loadBalancer.map(Resource::name).orElse("");
    }

    private FilterPath target(Place loadBalancer, Optional<TargetPacket> packet) {
        Optional<IpAddress> address = address(request.member().orElseThrow());
        if (packet.isEmpty() || address.isEmpty()) {
            return unknown("the address or the port of member "
                    + request.member().orElseThrow().key() + ", which is not known");
        }
        Place from = new Place(packet.get().source(), loadBalancer.subnet());
        Place to = Place.of(facts, address.get());
        VpcPath path = new VpcPath(
                facts, from, to, packet.get().protocol(), packet.get().port());
        return (isUnguarded()
                        ? path
                        : path.outOf(
                                ownGroups(ids -> SecurityGroupFilter.outbound(facts, ids, name(), to.groups(facts)))))
                .throughSubnets()
                .into(SecurityGroupFilter.inbound(facts, address.get(), groups))
                .path();
    }

    private FilterPath unknown(String what) {
        Place anywhere = new Place(Cidr.any(request.family()), Optional.empty());
        return new VpcPath(facts, anywhere, anywhere, request.port().protocol(), 0)
                .into(FilterStage.unknown(what))
                .path();
    }

    private Optional<IpAddress> address(Member member) {
        return member.address()
                .or(() -> facts.primaryInterface(member.id()).map(NetworkInterface::addresses).stream()
                        .flatMap(List::stream)
                        .filter(each -> each.family() == request.family())
                        .findFirst());
    }

    private List<Place> places() {
        return loadBalancer
                .flatMap(found -> found.get(AwsKinds.SUBNET_MAPPINGS))
                .map(SubnetMapping::listOf)
                .orElse(List.of())
                .stream()
                .flatMap(mapping -> place(mapping).stream())
                .toList();
    }

    private Optional<Place> place(SubnetMapping mapping) {
        Optional<Subnet> subnet = facts.subnet(mapping.subnetId());
        Optional<String> chosen =
                request.family() == IpFamily.IPV4 ? mapping.privateIpv4Address() : mapping.ipv6Address();
        return chosen.map(address -> Place.of(facts, IpAddress.parse(address)).range())
                .or(() -> subnet.flatMap(this::range))
                .map(range -> new Place(range, subnet));
    }

    private Optional<Cidr> range(Subnet subnet) {
        return request.family() == IpFamily.IPV4
                ? subnet.cidr()
                : subnet.ipv6Cidrs().stream().findFirst();
    }

    /** The groups are ids, or references to groups of ours, whose ids the cloud gave. */
    private Optional<SortedSet<String>> groups(Resource of) {
        SpecValue value = of.spec().get(AwsKinds.SECURITY_GROUPS.name());
        if (value instanceof SpecValue.Absent) {
            return Optional.of(new TreeSet<>());
        }
        if (!(value instanceof SpecValue.Sequence list)) {
            return Optional.empty();
        }
        List<String> ids = list.items().stream().flatMap(this::groupId).toList();
        return ids.size() == list.items().size() ? Optional.of(new TreeSet<>(ids)) : Optional.empty();
    }

    private Stream<String> groupId(SpecValue item) {
        if (item instanceof SpecValue.Text text) {
            return Stream.of(text.value());
        }
        return item.references().stream()
                .flatMap(id -> request.actual().get(id).stream())
                .flatMap(group -> group.cloudId().stream());
    }
}
