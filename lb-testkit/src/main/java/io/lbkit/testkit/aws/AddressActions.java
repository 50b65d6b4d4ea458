package io.lbkit.testkit.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Elastic IP addresses and managed prefix lists, which calls only read. */
final class AddressActions {
    private final AwsState state;
    private final Ec2Listing prefixLists;

    AddressActions(AwsState state) {
        this.state = state;
        this.prefixLists = new Ec2Listing(
                state,
                "PrefixListId",
                "prefixListSet",
                "InvalidPrefixListID.NotFound",
                Set.of("prefix-list-id", "prefix-list-name", "owner-id"));
    }

    Map<String, Action> actions() {
        return Map.of(
                "DescribeAddresses", this::addresses,
                "DescribeManagedPrefixLists", this::prefixLists,
                "GetManagedPrefixListEntries", this::entries);
    }

    private Xml addresses(AwsRequest request) {
        Ec2Listing listing = new Ec2Listing(
                state,
                "AllocationId",
                "addressesSet",
                "InvalidAllocationID.NotFound",
                Set.of("allocation-id", "public-ip", "domain", "network-interface-id"));
        return listing.answer(
                request, state.network().addresses().stream().map(this::address).toList());
    }

    private Ec2Listing.Item address(AwsElasticIp address) {
        Optional<BalancerInterface> user = state.interfaces().all().stream()
                .filter(each -> each.elasticIp().filter(address::equals).isPresent())
                .findFirst();
        Xml plain = Xml.empty()
                .with("publicIp", address.publicIp())
                .with("allocationId", address.allocationId())
                .with("domain", "vpc");
        Xml xml = user.map(each -> plain.with("associationId", each.id().replaceFirst("^eni-", "eipassoc-"))
                        .with("networkInterfaceId", each.id())
                        .with("privateIpAddress", each.address()))
                .orElse(plain);
        return new Ec2Listing.Item(
                address.allocationId(),
                Map.of(
                        "allocation-id", List.of(address.allocationId()),
                        "public-ip", List.of(address.publicIp()),
                        "domain", List.of("vpc"),
                        "network-interface-id",
                                user.map(BalancerInterface::id).stream().toList()),
                state.tags().items(xml, address.allocationId()));
    }

    private Xml prefixLists(AwsRequest request) {
        return prefixLists.answer(
                request,
                state.network().prefixLists().stream().map(this::prefixList).toList());
    }

    private Ec2Listing.Item prefixList(AwsPrefixList list) {
        Xml xml = Xml.empty()
                .with("prefixListId", list.id())
                .with("prefixListName", list.name())
                .with("addressFamily", list.family())
                .with("state", "create-complete")
                .with("prefixListArn", Ids.ec2Arn("prefix-list", list.id()))
                .with("maxEntries", list.maxEntries())
                .with("version", 1)
                .with("ownerId", Ids.account());
        return new Ec2Listing.Item(
                list.id(),
                Map.of(
                        "prefix-list-id", List.of(list.id()),
                        "prefix-list-name", List.of(list.name()),
                        "owner-id", List.of(Ids.account())),
                state.tags().items(xml, list.id()));
    }

    private Xml entries(AwsRequest request) {
        String id = request.required("PrefixListId");
        AwsPrefixList list = state.network()
                .prefixList(id)
                .orElseThrow(() ->
                        Refusals.of("InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist"));
        Ec2Listing listing = new Ec2Listing(state, "", "entrySet", "", Set.of());
        return listing.page(
                request,
                list.cidrs().stream()
                        .map(cidr -> Xml.empty().with("cidr", cidr))
                        .toList());
    }
}
