package io.lbkit.testkit.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Security groups themselves. */
final class SecurityGroupActions {
    private static final String NOT_FOUND = "InvalidGroup.NotFound";

    private final AwsState state;
    private final Ec2Listing listing;

    SecurityGroupActions(AwsState state) {
        this.state = state;
        this.listing = new Ec2Listing(
                state,
                "GroupId",
                "securityGroupInfo",
                NOT_FOUND,
                Set.of(
                        "group-id",
                        "group-name",
                        "description",
                        "vpc-id",
                        "owner-id",
                        "ip-permission.cidr",
                        "ip-permission.ipv6-cidr",
                        "ip-permission.group-id",
                        "ip-permission.prefix-list-id",
                        "ip-permission.protocol"));
    }

    Map<String, Action> actions() {
        return Map.of(
                "CreateSecurityGroup", this::create,
                "DeleteSecurityGroup", this::delete,
                "DescribeSecurityGroups", this::describe);
    }

    private Xml create(AwsRequest request) {
        String name = request.required("GroupName");
        String vpcId = request.text("VpcId")
                .orElseThrow(() -> Refusals.of("VPCIdNotSpecified", "No default VPC for this user"));
        checkNew(name, vpcId);
        Map<String, String> tags = TagSpecifications.read(request, "security-group");
        String id = state.ids().ec2("sg");
        state.tags().check(id, tags, "TagLimitExceeded");
        state.tags().put(id, tags);
        SecurityGroup group = new SecurityGroup(
                id,
                name,
                request.required("GroupDescription"),
                vpcId,
                state.time().now());
        group.allowEverythingOut(state.ids().ec2("sgr"));
        state.securityGroups().put(id, group);
        return state.tags()
                .items(
                        Xml.empty()
                                .with("return", true)
                                .with("groupId", id)
                                .with("securityGroupArn", Ids.ec2Arn("security-group", id)),
                        id);
    }

    private void checkNew(String name, String vpcId) {
        if (name.startsWith("sg-") || name.length() > 255) {
            throw Refusals.parameter(
                    "Invalid security group name '" + name + "': at most 255 characters that do not start with sg-");
        }
        if (state.network().vpc(vpcId).isEmpty()) {
            throw Refusals.of("InvalidVpcID.NotFound", "The vpc ID '" + vpcId + "' does not exist");
        }
        boolean taken = state.securityGroups().values().stream()
                .anyMatch(group -> group.vpcId().equals(vpcId) && group.name().equalsIgnoreCase(name));
        if (taken) {
            throw Refusals.of(
                    "InvalidGroup.Duplicate",
                    "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
        }
    }

    private Xml delete(AwsRequest request) {
        SecurityGroup group = find(request.text("GroupId").orElse(""));
        Optional<String> user = users(group).findFirst();
        if (user.isPresent()) {
            throw Refusals.of(
                    "DependencyViolation", "resource " + group.id() + " has a dependent object: " + user.get());
        }
        state.securityGroups().remove(group.id());
        state.tags().forget(group.id());
        group.rules().keySet().forEach(state.tags()::forget);
        return Xml.empty().with("return", true).with("groupId", group.id());
    }

    private Stream<String> users(SecurityGroup group) {
        Stream<String> rules = state.securityGroups().values().stream()
                .filter(other -> !other.id().equals(group.id()))
                .flatMap(other -> other.rules().values().stream())
                .filter(rule -> rule.permission().source().value().equals(group.id()))
                .map(GroupRule::id);
        Stream<String> interfaces = state.network()
                .allInterfaces()
                .filter(each -> each.securityGroups().contains(group.id()))
                .map(AwsInterface::id);
        Stream<String> balancers = state.interfaces().all().stream()
                .filter(each -> each.securityGroups().contains(group.id()))
                .map(BalancerInterface::id);
        return Stream.of(interfaces, balancers, rules).flatMap(users -> users);
    }

    /** {@return a group that can be seen} */
    SecurityGroup find(String id) {
        SecurityGroup group = state.securityGroups().get(id);
        if (group == null || !state.visible(group.created())) {
            throw Refusals.of(NOT_FOUND, "The security group '" + id + "' does not exist");
        }
        return group;
    }

    private Xml describe(AwsRequest request) {
        return listing.answer(
                request,
                state.securityGroups().values().stream()
                        .filter(group -> state.visible(group.created()))
                        .map(this::item)
                        .toList());
    }

    private Ec2Listing.Item item(SecurityGroup group) {
        return new Ec2Listing.Item(
                group.id(),
                Map.of(
                        "group-id", List.of(group.id()),
                        "group-name", List.of(group.name()),
                        "description", List.of(group.description()),
                        "vpc-id", List.of(group.vpcId()),
                        "owner-id", List.of(Ids.account()),
                        "ip-permission.cidr", sources(group, RuleSource.Kind.IPV4),
                        "ip-permission.ipv6-cidr", sources(group, RuleSource.Kind.IPV6),
                        "ip-permission.group-id", sources(group, RuleSource.Kind.GROUP),
                        "ip-permission.prefix-list-id", sources(group, RuleSource.Kind.PREFIX_LIST),
                        "ip-permission.protocol", protocols(group)),
                xml(group));
    }

    private static List<String> sources(SecurityGroup group, RuleSource.Kind kind) {
        return group.rules(false)
                .map(rule -> rule.permission().source())
                .filter(source -> source.kind() == kind)
                .map(RuleSource::value)
                .toList();
    }

    private static List<String> protocols(SecurityGroup group) {
        return group.rules(false).map(rule -> rule.permission().protocol()).toList();
    }

    private Xml xml(SecurityGroup group) {
        Xml plain = Xml.empty()
                .with("ownerId", Ids.account())
                .with("groupId", group.id())
                .with("groupName", group.name())
                .with("groupDescription", group.description())
                .with("vpcId", group.vpcId())
                .with("securityGroupArn", Ids.ec2Arn("security-group", group.id()))
                .items("ipPermissions", permissions(group.rules(false)))
                .items("ipPermissionsEgress", permissions(group.rules(true)));
        return state.tags().items(plain, group.id());
    }

    /** Rules of one protocol and one range of ports are written as one permission with many sources. */
    private static List<Xml> permissions(Stream<GroupRule> rules) {
        Map<String, List<GroupRule>> bundles = new LinkedHashMap<>();
        rules.forEach(rule -> bundles.computeIfAbsent(rule.permission().bundle(), key -> new ArrayList<>())
                .add(rule));
        return bundles.values().stream().map(SecurityGroupActions::permission).toList();
    }

    private static Xml permission(List<GroupRule> bundle) {
        Permission first = bundle.get(0).permission();
        Xml xml = Xml.empty()
                .with("ipProtocol", first.protocol())
                .with("fromPort", first.fromPort())
                .with("toPort", first.toPort());
        for (RuleSource.Kind kind : RuleSource.Kind.values()) {
            xml = xml.items(
                    kind.set(),
                    bundle.stream()
                            .filter(rule -> rule.permission().source().kind() == kind)
                            .map(rule -> rule.permission().source().element(rule.description()))
                            .toList());
        }
        return xml;
    }
}
