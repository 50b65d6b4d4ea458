package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Security groups and their rules. */
class SecurityGroupsTest extends StandInFixture {
    private String group;

    SecurityGroupsTest() {
        super(AwsStandIn.builder(SampleNetwork.create())
                .times(AwsTimes.slow().withVisibility(Duration.ZERO))
                .start());
    }

    @BeforeEach
    void create() {
        group = create("frontend");
    }

    private String create(String name) {
        return sdk.ec2
                .createSecurityGroup(request -> request.groupName(name)
                        .description("for " + name)
                        .vpcId(SampleNetwork.VPC)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType("security-group")
                                .tags(tag -> tag.key("name").value(name))
                                .build()))
                .groupId();
    }

    private static IpPermission tcp(int from, int to, String... ranges) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(from)
                .toPort(to)
                .ipRanges(List.of(ranges).stream()
                        .map(range -> IpRange.builder().cidrIp(range).build())
                        .toList())
                .build();
    }

    private List<SecurityGroupRule> authorize(IpPermission... permissions) {
        return sdk.ec2
                .authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permissions))
                .securityGroupRules();
    }

    private void revoke(IpPermission... permissions) {
        sdk.ec2.revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permissions));
    }

    private SecurityGroup described() {
        return sdk.ec2
                .describeSecurityGroups(request -> request.groupIds(group))
                .securityGroups()
                .get(0);
    }

    private List<String> inbound() {
        return sdk
                .ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(group)))
                .securityGroupRules()
                .stream()
                .filter(rule -> !rule.isEgress())
                .map(rule -> rule.ipProtocol() + " " + rule.fromPort() + "-" + rule.toPort() + " " + rule.cidrIpv4())
                .toList();
    }

    @Test
    void aNewGroupLetsEverythingOutAndNothingIn() {
        assertThat(described()).satisfies(created -> {
            assertThat(created.description()).isEqualTo("for frontend");
            assertThat(created.ipPermissions()).isEmpty();
            assertThat(created.ipPermissionsEgress())
                    .singleElement()
                    .satisfies(all -> assertThat(all.ipProtocol()).isEqualTo("-1"));
            assertThat(created.tags()).hasSize(1);
        });
    }

    @Test
    void aNameIsThereOnceAVpcInAnyCase() {
        refused("InvalidGroup.Duplicate", () -> create("FrontEnd"));
        refused("InvalidParameterValue", () -> create("sg-1"));
        refused(
                "InvalidVpcID.NotFound",
                () -> sdk.ec2.createSecurityGroup(
                        request -> request.groupName("x").description("x").vpcId("vpc-0bad")));
    }

    @Test
    void rulesOfOneRangeOfPortsAreToldAsOnePermission() {
        authorize(
                tcp(80, 80, "10.0.0.0/8", "192.0.2.0/24"),
                IpPermission.builder()
                        .ipProtocol("6")
                        .fromPort(80)
                        .toPort(80)
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6("2001:db8::/32")
                                .description("six")
                                .build())
                        .prefixListIds(PrefixListId.builder()
                                .prefixListId(SampleNetwork.PREFIX_LIST)
                                .build())
                        .userIdGroupPairs(UserIdGroupPair.builder()
                                .groupId(SampleNetwork.NODE_SECURITY_GROUP)
                                .build())
                        .build());

        assertThat(described().ipPermissions()).singleElement().satisfies(permission -> {
            assertThat(permission.ipProtocol()).isEqualTo("tcp");
            assertThat(permission.ipRanges()).extracting(IpRange::cidrIp).containsExactly("10.0.0.0/8", "192.0.2.0/24");
            assertThat(permission.ipv6Ranges().get(0).description()).isEqualTo("six");
            assertThat(permission.prefixListIds().get(0).prefixListId()).isEqualTo(SampleNetwork.PREFIX_LIST);
            assertThat(permission.userIdGroupPairs().get(0).groupId()).isEqualTo(SampleNetwork.NODE_SECURITY_GROUP);
        });
    }

    @Test
    void rangesAreStoredCanonically() {
        assertThat(authorize(tcp(80, 80, "1.2.3.4/19")).get(0).cidrIpv4()).isEqualTo("1.2.0.0/19");
        assertThat(refused("InvalidPermission.Duplicate", () -> authorize(tcp(80, 80, "1.2.3.4/19"))))
                .contains("1.2.0.0/19");
    }

    @Test
    void aBatchIsAddedAndRemovedAsAWhole() {
        authorize(tcp(80, 80, "10.0.0.0/8"));

        refused("InvalidPermission.Duplicate", () -> authorize(tcp(81, 81, "10.0.0.0/8"), tcp(80, 80, "10.0.0.0/8")));
        assertThat(inbound()).containsExactly("tcp 80-80 10.0.0.0/8");
        refused("InvalidPermission.NotFound", () -> revoke(tcp(80, 80, "10.0.0.0/8"), tcp(81, 81, "10.0.0.0/8")));
        assertThat(inbound()).containsExactly("tcp 80-80 10.0.0.0/8");
        revoke(tcp(80, 80, "10.0.0.0/8"));
        assertThat(inbound()).isEmpty();
    }

    @Test
    void rulesHaveIdsByWhichTheyAreChangedAndRemoved() {
        SecurityGroupRule rule = authorize(tcp(80, 80, "10.0.0.0/8")).get(0);
        String id = rule.securityGroupRuleId();

        assertThat(id).startsWith("sgr-");
        sdk.ec2.modifySecurityGroupRules(request -> request.groupId(group)
                .securityGroupRules(update -> update.securityGroupRuleId(id)
                        .securityGroupRule(changed -> changed.ipProtocol("udp")
                                .fromPort(53)
                                .toPort(53)
                                .cidrIpv4("10.0.0.0/8"))));
        assertThat(inbound()).containsExactly("udp 53-53 10.0.0.0/8");
        sdk.ec2.revokeSecurityGroupIngress(request -> request.groupId(group).securityGroupRuleIds(id));
        assertThat(inbound()).isEmpty();
        refused(
                "InvalidSecurityGroupRuleId.NotFound",
                () -> sdk.ec2.revokeSecurityGroupIngress(
                        request -> request.groupId(group).securityGroupRuleIds(id)));
    }

    @Test
    void whatNoRuleCanBeIsRefused() {
        refused("InvalidParameterValue", () -> authorize(tcp(80, 79, "10.0.0.0/8")));
        refused("InvalidParameterValue", () -> authorize(tcp(80, 80, "10.0.0.0/33")));
        refused("InvalidParameterValue", () -> authorize(tcp(80, 80, "::/0")));
        refused(
                "InvalidParameterValue",
                () -> authorize(
                        tcp(80, 80, "10.0.0.0/8").toBuilder().fromPort(null).build()));
        refused(
                "InvalidParameterValue",
                () -> authorize(
                        tcp(80, 80, "10.0.0.0/8").toBuilder().ipProtocol("tpc").build()));
        refused("MissingParameter", () -> authorize(tcp(80, 80)));
        refused(
                "InvalidParameterValue",
                () -> authorize(IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(IpRange.builder()
                                .cidrIp("10.0.0.0/8")
                                .description("ü")
                                .build())
                        .build()));
        refused(
                "InvalidGroup.NotFound",
                () -> authorize(IpPermission.builder()
                        .ipProtocol("-1")
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId("sg-0bad").build())
                        .build()));
        assertThat(inbound()).isEmpty();
    }

    @Test
    void icmpHasTypesAndAllProtocolsHaveNoPorts() {
        List<SecurityGroupRule> rules = authorize(
                tcp(3, 4, "10.0.0.0/8").toBuilder().ipProtocol("icmp").build(),
                tcp(1, 2, "10.0.0.0/8").toBuilder().ipProtocol("-1").build());

        assertThat(rules.get(0).fromPort()).isEqualTo(3);
        assertThat(rules.get(1).ipProtocol()).isEqualTo("-1");
        assertThat(rules.get(1).fromPort()).isNull();
    }

    @Test
    void aGroupHoldsSixtyRulesAndAPrefixListCountsForItsSize() {
        authorize(tcp(
                80,
                80,
                IntStream.range(0, 56).mapToObj(n -> "10.0." + n + ".0/24").toArray(String[]::new)));
        IpPermission list = IpPermission.builder()
                .ipProtocol("-1")
                .prefixListIds(PrefixListId.builder()
                        .prefixListId(SampleNetwork.PREFIX_LIST)
                        .build())
                .build();

        refused("RulesPerSecurityGroupLimitExceeded", () -> authorize(list));
        revoke(tcp(80, 80, "10.0.0.0/24"));
        authorize(list);
        refused("RulesPerSecurityGroupLimitExceeded", () -> authorize(tcp(81, 81, "10.0.0.0/8")));
    }

    @Test
    void aGroupThatSomethingUsesCannotBeDeleted() {
        refused(
                "DependencyViolation",
                () -> sdk.ec2.deleteSecurityGroup(request -> request.groupId(SampleNetwork.NODE_SECURITY_GROUP)));
        String user = create("user");
        sdk.ec2.authorizeSecurityGroupIngress(request -> request.groupId(user)
                .ipPermissions(permission -> permission
                        .ipProtocol("-1")
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(group).build())));

        assertThat(refused("DependencyViolation", () -> sdk.ec2.deleteSecurityGroup(request -> request.groupId(group))))
                .contains(group, "sgr-");
        sdk.ec2.deleteSecurityGroup(request -> request.groupId(user));
        sdk.ec2.deleteSecurityGroup(request -> request.groupId(group));
        refused("InvalidGroup.NotFound", () -> sdk.ec2.deleteSecurityGroup(request -> request.groupId(group)));
    }

    @Test
    void theInterfacesOfADeletedLoadBalancerKeepItsGroupInUseForAWhile() {
        String arn = sdk.loadBalancer("shop", request -> request.securityGroups(group))
                .loadBalancerArn();

        assertThat(sdk.ec2
                        .describeNetworkInterfaces(request -> request.filters(
                                filter -> filter.name("description").values("ELB net/shop/*")))
                        .networkInterfaces())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.groups().get(0).groupId()).isEqualTo(group));
        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn));
        standIn.advance(Duration.ofSeconds(179));
        refused("DependencyViolation", () -> sdk.ec2.deleteSecurityGroup(request -> request.groupId(group)));
        standIn.advance(Duration.ofSeconds(1));
        sdk.ec2.deleteSecurityGroup(request -> request.groupId(group));
    }

    @Test
    void tagsAreChangedByTheirOwnCalls() {
        sdk.ec2.createTags(request -> request.resources(group, SampleNetwork.VPC)
                .tags(tag -> tag.key("team").value("web")));
        sdk.ec2.deleteTags(request -> request.resources(group).tags(tag -> tag.key("name")));
        sdk.ec2.deleteTags(
                request -> request.resources(group).tags(tag -> tag.key("team").value("other")));

        assertThat(described().tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("team=web");
        assertThat(sdk.ec2
                        .describeSecurityGroups(request -> request.filters(
                                filter -> filter.name("tag:team").values("w?b")))
                        .securityGroups())
                .extracting(SecurityGroup::groupId)
                .containsExactly(group);
        refused(
                "InvalidGroup.NotFound",
                () -> sdk.ec2.createTags(request ->
                        request.resources("sg-0bad").tags(tag -> tag.key("a").value("b"))));
    }

    @Test
    void aChangedRuleIsLikeNoOther() {
        List<SecurityGroupRule> rules = authorize(tcp(80, 80, "10.0.0.0/8"), tcp(81, 81, "10.0.0.0/8"));

        refused(
                "InvalidPermission.Duplicate",
                () -> sdk.ec2.modifySecurityGroupRules(request -> request.groupId(group)
                        .securityGroupRules(update -> update.securityGroupRuleId(
                                        rules.get(0).securityGroupRuleId())
                                .securityGroupRule(changed -> changed.ipProtocol("tcp")
                                        .fromPort(81)
                                        .toPort(81)
                                        .cidrIpv4("10.0.0.0/8")))));
        assertThat(inbound()).containsExactly("tcp 80-80 10.0.0.0/8", "tcp 81-81 10.0.0.0/8");
    }

    @Test
    void tagsHaveLimitsAndFiltersHaveValues() {
        Tag[] many = IntStream.range(0, 50)
                .mapToObj(number -> Tag.builder().key("k" + number).value("").build())
                .toArray(Tag[]::new);

        refused(
                "TagLimitExceeded",
                () -> sdk.ec2.createTags(request -> request.resources(group).tags(many)));
        refused(
                "InvalidParameterValue",
                () -> sdk.ec2.createSecurityGroup(request -> request.groupName("x")
                        .description("x")
                        .vpcId(SampleNetwork.VPC)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType("security-group-rule")
                                .tags(many[0])
                                .build())));
        refused(
                "InvalidParameterValue",
                () -> sdk.ec2.describeSecurityGroups(request ->
                        request.filters(Filter.builder().name("group-id").build())));
    }
}
