package io.lbkit.testkit.aws;

import io.lbkit.model.net.IpFamily;
import io.lbkit.testkit.aws.AwsQuotas.Quota;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules of security groups. A request adds or removes all of its rules or none. */
final class SecurityGroupRuleActions {
    private final AwsState state;
    private final SecurityGroupActions groups;
    private final PermissionReader reader;
    private final Ec2Listing listing;

    SecurityGroupRuleActions(AwsState state, SecurityGroupActions groups) {
        this.state = state;
        this.groups = groups;
        this.reader = new PermissionReader(state);
        this.listing = new Ec2Listing(
                state,
                "SecurityGroupRuleId",
                "securityGroupRuleSet",
                "InvalidSecurityGroupRuleId.NotFound",
                Set.of("group-id", "security-group-rule-id"));
    }

    Map<String, Action> actions() {
        return Map.of(
                "AuthorizeSecurityGroupIngress", this::authorize,
                "RevokeSecurityGroupIngress", this::revoke,
                "ModifySecurityGroupRules", this::modify,
                "DescribeSecurityGroupRules", this::describe);
    }

    private Xml authorize(AwsRequest request) {
        SecurityGroup group = group(request);
        List<PermissionReader.Described> wanted = reader.read(request);
        Map<String, String> tags = TagSpecifications.read(request, "security-group-rule");
        checkNew(group, wanted);
        List<GroupRule> added = wanted.stream()
                .map(each -> new GroupRule(state.ids().ec2("sgr"), group.id(), each.permission(), each.description()))
                .toList();
        added.forEach(rule -> {
            group.rules().put(rule.id(), rule);
            state.tags().put(rule.id(), tags);
        });
        return Xml.empty()
                .with("return", true)
                .items("securityGroupRuleSet", added.stream().map(this::xml).toList());
    }

    private void checkNew(SecurityGroup group, List<PermissionReader.Described> wanted) {
        Set<Permission> seen = new HashSet<>();
        group.rules().values().forEach(rule -> seen.add(rule.permission()));
        for (PermissionReader.Described each : wanted) {
            if (!seen.add(each.permission())) {
                throw Refusals.of(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"" + each.permission() + "\" already exists");
            }
        }
        int weight = Stream.concat(
                        group.rules(false).map(GroupRule::permission),
                        wanted.stream().map(PermissionReader.Described::permission))
                .mapToInt(this::weight)
                .sum();
        state.quotas().check(Quota.RULES_PER_SECURITY_GROUP, weight, "RulesPerSecurityGroupLimitExceeded");
    }

    private int weight(Permission permission) {
        return state.network()
                .prefixList(permission.source().value())
                .map(AwsPrefixList::maxEntries)
                .orElse(1);
    }

    private Xml revoke(AwsRequest request) {
        SecurityGroup group = group(request);
        List<GroupRule> gone = request.has("SecurityGroupRuleId")
                ? request.texts("SecurityGroupRuleId").stream()
                        .map(id -> rule(group, id))
                        .toList()
                : reader.read(request).stream()
                        .map(each -> same(group, each.permission()))
                        .toList();
        gone.forEach(rule -> {
            group.rules().remove(rule.id());
            state.tags().forget(rule.id());
        });
        return Xml.empty()
                .with("return", true)
                .items(
                        "revokedSecurityGroupRuleSet",
                        gone.stream().map(SecurityGroupRuleActions::revoked).toList());
    }

    private static Xml revoked(GroupRule rule) {
        Permission permission = rule.permission();
        Xml plain = Xml.empty()
                .with("securityGroupRuleId", rule.id())
                .with("groupId", rule.groupId())
                .with("isEgress", permission.egress())
                .with("ipProtocol", permission.protocol())
                .with("fromPort", permission.fromPort())
                .with("toPort", permission.toPort());
        return permission.source().kind() == RuleSource.Kind.GROUP
                ? plain.with("referencedGroupId", permission.source().value())
                : permission.source().rule(plain);
    }

    private static GroupRule rule(SecurityGroup group, String id) {
        return Optional.ofNullable(group.rules().get(id))
                .orElseThrow(() -> Refusals.of(
                        "InvalidSecurityGroupRuleId.NotFound",
                        "The security group rule ID '" + id + "' does not exist"));
    }

    private static GroupRule same(SecurityGroup group, Permission permission) {
        return group.rules(false)
                .filter(rule -> rule.permission().equals(permission))
                .findFirst()
                .orElseThrow(() -> Refusals.of(
                        "InvalidPermission.NotFound", "The specified rule does not exist in this security group."));
    }

    private Xml modify(AwsRequest request) {
        SecurityGroup group = groups.find(request.required("GroupId"));
        List<GroupRule> changed = new ArrayList<>();
        for (Arguments update : request.list("SecurityGroupRule")) {
            GroupRule old = rule(group, update.text("SecurityGroupRuleId").orElse(""));
            Arguments wanted = update.at("SecurityGroupRule");
            changed.add(new GroupRule(
                    old.id(),
                    group.id(),
                    PermissionReader.permission(wanted, source(wanted)),
                    PermissionReader.description(wanted.text("Description").orElse(""))));
        }
        changed.forEach(rule -> checkOther(group, rule));
        changed.forEach(rule -> group.rules().put(rule.id(), rule));
        return Xml.empty().with("return", true);
    }

    private static void checkOther(SecurityGroup group, GroupRule changed) {
        boolean taken = group.rules().values().stream()
                .anyMatch(rule ->
                        !rule.id().equals(changed.id()) && rule.permission().equals(changed.permission()));
        if (taken) {
            throw Refusals.of(
                    "InvalidPermission.Duplicate",
                    "the specified rule \"" + changed.permission() + "\" already exists");
        }
    }

    private RuleSource source(Arguments rule) {
        return rule.text("CidrIpv4")
                .map(range -> PermissionReader.cidr(range, IpFamily.IPV4, RuleSource.Kind.IPV4))
                .or(() -> rule.text("CidrIpv6")
                        .map(range -> PermissionReader.cidr(range, IpFamily.IPV6, RuleSource.Kind.IPV6)))
                .or(() -> rule.text("PrefixListId").map(reader::prefixList))
                .or(() -> rule.text("ReferencedGroupId").map(reader::group))
                .orElseThrow(() -> Refusals.of("MissingParameter", "A rule must have a source"));
    }

    private SecurityGroup group(AwsRequest request) {
        return groups.find(request.text("GroupId")
                .orElseThrow(() -> Refusals.of("MissingParameter", "The request must contain the parameter GroupId")));
    }

    private Xml describe(AwsRequest request) {
        return listing.answer(
                request,
                state.securityGroups().values().stream()
                        .filter(group -> state.visible(group.created()))
                        .flatMap(group -> group.rules().values().stream())
                        .map(rule -> new Ec2Listing.Item(
                                rule.id(),
                                Map.of(
                                        "group-id", List.of(rule.groupId()),
                                        "security-group-rule-id", List.of(rule.id())),
                                xml(rule)))
                        .toList());
    }

    private Xml xml(GroupRule rule) {
        return rule.xml(state.tags());
    }
}
