package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.IpAddressType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyCapacityReservationRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Creation, subnets, addresses, security groups, attributes and deletion of load balancers. */
class LoadBalancersTest extends StandInFixture {
    private static final String A = SampleNetwork.publicSubnet("a");

    private static SubnetMapping mapping(Consumer<SubnetMapping.Builder> more) {
        SubnetMapping.Builder mapping = SubnetMapping.builder().subnetId(A);
        more.accept(mapping);
        return mapping.build();
    }

    /** {@return a request with these mappings instead of the two subnets} */
    private static Consumer<CreateLoadBalancerRequest.Builder> mapped(SubnetMapping... mappings) {
        return request -> request.subnets((List<String>) null).subnetMappings(mappings);
    }

    private static Consumer<CreateLoadBalancerRequest.Builder> internal(SubnetMapping... mappings) {
        return request -> request.scheme(LoadBalancerSchemeEnum.INTERNAL)
                .subnets((List<String>) null)
                .subnetMappings(mappings);
    }

    private LoadBalancer described(LoadBalancer loadBalancer) {
        return sdk.elb
                .describeLoadBalancers(request -> request.loadBalancerArns(loadBalancer.loadBalancerArn()))
                .loadBalancers()
                .get(0);
    }

    private Map<String, String> attributes(LoadBalancer loadBalancer) {
        return sdk
                .elb
                .describeLoadBalancerAttributes(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                .attributes()
                .stream()
                .collect(Collectors.toMap(each -> each.key(), each -> each.value()));
    }

    private void setAttribute(LoadBalancer loadBalancer, String key, String value) {
        sdk.elb.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn())
                .attributes(attribute -> attribute.key(key).value(value)));
    }

    @Test
    void aSecondCreationWithTheSameSettingsFindsTheFirst() {
        LoadBalancer first = sdk.loadBalancer("shop", request -> {});

        assertThat(sdk.loadBalancer("shop", request -> request.tags(tag("k", "v")))
                        .loadBalancerArn())
                .isEqualTo(first.loadBalancerArn());
        assertThat(sdk.elb.describeLoadBalancers().loadBalancers()).hasSize(1);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void aSecondCreationWithOtherSettingsIsRefused() {
        sdk.loadBalancer("shop", request -> {});

        refused("DuplicateLoadBalancerName", () -> sdk.loadBalancer("shop", request -> request.subnets(A)));
        refused(
                "DuplicateLoadBalancerName",
                () -> sdk.loadBalancer("shop", request -> request.scheme(LoadBalancerSchemeEnum.INTERNAL)));
        refused(
                "DuplicateLoadBalancerName",
                () -> sdk.loadBalancer("shop", request -> request.securityGroups(SampleNetwork.NODE_SECURITY_GROUP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-shop", "shop-", "my_shop", "internal-shop", "a23456789012345678901234567890123"})
    void namesThatAwsDoesNotAllowAreRefused(String name) {
        refused("ValidationError", () -> sdk.loadBalancer(name, request -> {}));
    }

    @Test
    void onlyNetworkLoadBalancersAreThere() {
        refused("InvalidConfigurationRequest", () -> sdk.loadBalancer("shop", request -> request.type("application")));
    }

    @Test
    void subnetsMustExistAndBeOneAZone() {
        refused("SubnetNotFound", () -> sdk.loadBalancer("shop", request -> request.subnets("subnet-0bad")));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("shop", request -> request.subnets(A, SampleNetwork.privateSubnet("a"))));
        refused("ValidationError", () -> sdk.loadBalancer("shop", request -> request.subnets((List<String>) null)));
        refused("ValidationError", () -> sdk.loadBalancer("shop", request -> request.subnetMappings(mapping(m -> {}))));
    }

    @Test
    void aSubnetMustHaveEightFreeAddresses() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsSubnet(A, SampleNetwork.VPC, "us-east-1a", "10.0.0.0/20", Optional.empty(), 8, Map.of()))
                .build());

        sdk.loadBalancer("first", request -> request.subnets(A));

        assertThat(refused("InvalidSubnet", () -> sdk.loadBalancer("second", request -> request.subnets(A))))
                .contains(A, "at least 8 free IP addresses");
        assertThat(sdk.ec2
                        .describeSubnets(request -> request.subnetIds(A))
                        .subnets()
                        .get(0)
                        .availableIpAddressCount())
                .isEqualTo(7);
    }

    @Test
    void anInternetFacingOneNeedsAnInternetGateway() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsVpc("vpc-0b", List.of("10.9.0.0/16"), List.of(), Map.of()))
                .add(new AwsSubnet(
                        "subnet-0b", "vpc-0b", "us-east-1a", "10.9.0.0/20", Optional.empty(), 4000, Map.of()))
                .build());

        refused("InvalidSubnet", () -> sdk.loadBalancer("shop", request -> request.subnets("subnet-0b")));
        assertThat(sdk.loadBalancer(
                                "shop", request -> request.subnets("subnet-0b").scheme("internal"))
                        .vpcId())
                .isEqualTo("vpc-0b");
    }

    @Test
    void elasticAddressesAreEchoedAndInUse() {
        String allocation = SampleNetwork.elasticIp("a");
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", mapped(mapping(m -> m.allocationId(allocation))));

        assertThat(described(loadBalancer)
                        .availabilityZones()
                        .get(0)
                        .loadBalancerAddresses()
                        .get(0))
                .satisfies(address -> {
                    assertThat(address.ipAddress()).isEqualTo("203.0.113.10");
                    assertThat(address.allocationId()).isEqualTo(allocation);
                });
        assertThat(sdk.ec2
                        .describeAddresses(request -> request.allocationIds(allocation))
                        .addresses()
                        .get(0)
                        .associationId())
                .isNotNull();
        refused("ResourceInUse", () -> sdk.loadBalancer("other", mapped(mapping(m -> m.allocationId(allocation)))));
        refused(
                "AllocationIdNotFound",
                () -> sdk.loadBalancer("x", mapped(mapping(m -> m.allocationId("eipalloc-0")))));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("x", internal(mapping(m -> m.allocationId(SampleNetwork.elasticIp("b"))))));
    }

    @Test
    void privateAddressesAreForInternalOnesInsideTheSubnet() {
        SubnetMapping inside = mapping(m -> m.privateIPv4Address("10.0.0.77"));

        assertThat(sdk.loadBalancer("shop", internal(inside))
                        .availabilityZones()
                        .get(0)
                        .loadBalancerAddresses()
                        .get(0)
                        .privateIPv4Address())
                .isEqualTo("10.0.0.77");
        refused("InvalidConfigurationRequest", () -> sdk.loadBalancer("x", mapped(inside)));
        refused("InvalidConfigurationRequest", () -> sdk.loadBalancer("x", internal(inside)));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("x", internal(mapping(m -> m.privateIPv4Address("10.0.16.1")))));
        refused("ValidationError", () -> sdk.loadBalancer("x", internal(mapping(m -> m.privateIPv4Address("ten")))));
    }

    @Test
    void dualstackNeedsSubnetsWithIpv6() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsSubnet(A, SampleNetwork.VPC, "us-east-1a", "10.0.0.0/20", Optional.empty(), 900, Map.of()))
                .build());
        LoadBalancer loadBalancer =
                sdk.loadBalancer("shop", request -> request.subnets(SampleNetwork.publicSubnet("b")));

        refused("InvalidSubnet", () -> sdk.loadBalancer("x", request -> request.ipAddressType("dualstack")));
        sdk.elb.setIpAddressType(request ->
                request.loadBalancerArn(loadBalancer.loadBalancerArn()).ipAddressType(IpAddressType.DUALSTACK));
        assertThat(described(loadBalancer).ipAddressType()).isEqualTo(IpAddressType.DUALSTACK);
        refused(
                "InvalidSubnet",
                () -> sdk.elb.setSubnets(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn())
                        .subnets(A, SampleNetwork.publicSubnet("b"))));
    }

    @Test
    void anIpv6AddressAndASourceNatPrefixComeFromTheSubnet() {
        LoadBalancer loadBalancer = sdk.loadBalancer(
                "shop",
                mapped(mapping(m -> m.iPv6Address("2001:db8:0:100::7")))
                        .andThen(request -> request.ipAddressType("dualstack").enablePrefixForIpv6SourceNat("on")));

        AvailabilityZone zone = loadBalancer.availabilityZones().get(0);
        assertThat(zone.loadBalancerAddresses().get(0).iPv6Address()).isEqualTo("2001:db8:0:100::7");
        assertThat(zone.sourceNatIpv6Prefixes()).containsExactly("2001:db8:0:100::/80");
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("x", mapped(mapping(m -> m.sourceNatIpv6Prefix("auto_assigned")))));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("x", request -> request.enablePrefixForIpv6SourceNat("on")));
    }

    @Test
    void zonesCanBeAddedAndRemovedButNotChanged() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> request.subnets(A));
        String arn = loadBalancer.loadBalancerArn();

        sdk.elb.setSubnets(request -> request.loadBalancerArn(arn).subnets(A, SampleNetwork.publicSubnet("c")));
        assertThat(described(loadBalancer).availabilityZones())
                .extracting(AvailabilityZone::zoneName)
                .containsExactly("us-east-1a", "us-east-1c");
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.setSubnets(
                        request -> request.loadBalancerArn(arn).subnets(SampleNetwork.privateSubnet("a"))));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.setSubnets(request -> request.loadBalancerArn(arn)
                        .subnetMappings(mapping(m -> m.allocationId(SampleNetwork.elasticIp("a"))))));
        sdk.elb.setSubnets(request -> request.loadBalancerArn(arn).subnets(SampleNetwork.publicSubnet("c")));
        assertThat(described(loadBalancer).availabilityZones()).hasSize(1);
    }

    @Test
    void oneWithoutSecurityGroupsNeverGetsAny() {
        String without = sdk.loadBalancer("without", request -> {}).loadBalancerArn();
        String with = sdk.loadBalancer("with", request -> request.securityGroups(SampleNetwork.NODE_SECURITY_GROUP))
                .loadBalancerArn();

        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.setSecurityGroups(
                        request -> request.loadBalancerArn(without).securityGroups(SampleNetwork.NODE_SECURITY_GROUP)));
        assertThat(sdk.elb
                        .setSecurityGroups(request -> request.loadBalancerArn(with)
                                .securityGroups(SampleNetwork.NODE_SECURITY_GROUP)
                                .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic("off"))
                        .securityGroupIds())
                .containsExactly(SampleNetwork.NODE_SECURITY_GROUP);
        assertThat(sdk.elb
                        .describeLoadBalancers(request -> request.names("with"))
                        .loadBalancers()
                        .get(0)
                        .enforceSecurityGroupInboundRulesOnPrivateLinkTraffic())
                .isEqualTo("off");
        refused("InvalidSecurityGroup", () -> sdk.loadBalancer("x", request -> request.securityGroups("sg-0bad")));
    }

    @Test
    void attributesHaveDefaultsAndBounds() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});

        assertThat(attributes(loadBalancer))
                .hasSize(9)
                .containsEntry("load_balancing.cross_zone.enabled", "false")
                .containsEntry("dns_record.client_routing_policy", "any_availability_zone");
        setAttribute(loadBalancer, "load_balancing.cross_zone.enabled", "true");
        assertThat(attributes(loadBalancer)).containsEntry("load_balancing.cross_zone.enabled", "true");
        refused("ValidationError", () -> setAttribute(loadBalancer, "idle_timeout.timeout_seconds", "60"));
        refused("ValidationError", () -> setAttribute(loadBalancer, "dns_record.client_routing_policy", "best"));
        refused("InvalidConfigurationRequest", () -> setAttribute(loadBalancer, "access_logs.s3.enabled", "true"));
        setAttribute(loadBalancer, "secondary_ips.auto_assigned.per_subnet", "2");
        refused(
                "InvalidConfigurationRequest",
                () -> setAttribute(loadBalancer, "secondary_ips.auto_assigned.per_subnet", "1"));
    }

    @Test
    void aProtectedOneCannotBeDeletedAndAMissingOneIsNoError() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        String arn = loadBalancer.loadBalancerArn();

        setAttribute(loadBalancer, "deletion_protection.enabled", "true");
        refused("OperationNotPermitted", () -> sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn)));
        setAttribute(loadBalancer, "deletion_protection.enabled", "false");
        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn));
        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn));

        refused("LoadBalancerNotFound", () -> described(loadBalancer));
    }

    @Test
    void capacityIsReservedAndReset() {
        String arn = sdk.loadBalancer("shop", request -> {}).loadBalancerArn();

        sdk.elb.modifyCapacityReservation(request ->
                request.loadBalancerArn(arn).minimumLoadBalancerCapacity(capacity -> capacity.capacityUnits(2750)));
        assertThat(sdk.elb.describeCapacityReservation(request -> request.loadBalancerArn(arn)))
                .satisfies(reservation -> {
                    assertThat(reservation.minimumLoadBalancerCapacity().capacityUnits())
                            .isEqualTo(2750);
                    assertThat(reservation.capacityReservationState()).hasSize(2);
                });
        sdk.elb.modifyCapacityReservation(
                request -> request.loadBalancerArn(arn).resetCapacityReservation(true));
        assertThat(sdk.elb
                        .describeCapacityReservation(request -> request.loadBalancerArn(arn))
                        .minimumLoadBalancerCapacity())
                .isNull();
    }

    @Test
    void tagsAreThereFromTheStartAndHaveLimits() {
        String arn =
                sdk.loadBalancer("shop", request -> request.tags(tag("a", "1"))).loadBalancerArn();

        sdk.elb.addTags(request -> request.resourceArns(arn).tags(tag("b", "2")));
        sdk.elb.removeTags(request -> request.resourceArns(arn).tagKeys("a"));
        assertThat(sdk.elb
                        .describeTags(request -> request.resourceArns(arn))
                        .tagDescriptions()
                        .get(0)
                        .tags())
                .containsExactly(tag("b", "2"));
        refused("LoadBalancerNotFound", () -> sdk.elb.describeTags(request -> request.resourceArns(arn + "f")));
        refused(
                "ValidationError",
                () -> sdk.elb.describeTags(request -> request.resourceArns(Collections.nCopies(21, arn))));
        refused(
                "DuplicateTagKeys",
                () -> sdk.elb.addTags(request -> request.resourceArns(arn).tags(tag("c", "1"), tag("c", "2"))));
        refused(
                "ValidationError",
                () -> sdk.elb.addTags(request -> request.resourceArns(arn).tags(tag("aws:c", "1"))));
        Tag[] many =
                IntStream.range(0, 50).mapToObj(number -> tag("k" + number, "")).toArray(Tag[]::new);
        refused(
                "TooManyTags",
                () -> sdk.elb.addTags(request -> request.resourceArns(arn).tags(many)));
    }

    @Test
    void quotasAreKeptAndTold() {
        try (AwsStandIn small = AwsStandIn.builder(SampleNetwork.create())
                        .quotas(AwsQuotas.standard().with(AwsQuotas.Quota.LOAD_BALANCERS, 1))
                        .start();
                Sdk clients = new Sdk(small.uri())) {
            clients.loadBalancer("one", request -> {});

            refused("TooManyLoadBalancers", () -> clients.loadBalancer("two", request -> {}));
            assertThat(clients.elb.describeAccountLimits().limits())
                    .anySatisfy(limit ->
                            assertThat(limit.name() + "=" + limit.max()).isEqualTo("network-load-balancers=1"));
        }
    }

    /** Adds another VPC with a subnet and a security group. */
    private void addOtherVpc() {
        standIn.changeNetwork(network -> network.toBuilder()
                .add(new AwsVpc("vpc-0b", List.of("10.9.0.0/16"), List.of(), Map.of()))
                .add(new AwsSubnet(
                        "subnet-0b", "vpc-0b", "us-east-1a", "10.9.0.0/20", Optional.empty(), 4000, Map.of()))
                .add(new AwsSecurityGroup("sg-0b", "other", "other", "vpc-0b", Map.of()))
                .build());
    }

    @Test
    void nothingComesFromAnotherVpc() {
        addOtherVpc();
        String arn =
                sdk.loadBalancer("shop", request -> request.scheme("internal")).loadBalancerArn();

        refused(
                "InvalidSubnet",
                () -> sdk.elb.setSubnets(request -> request.loadBalancerArn(sdk.loadBalancer(
                                        "c", r -> r.scheme("internal").subnets(SampleNetwork.publicSubnet("c")))
                                .loadBalancerArn())
                        .subnets("subnet-0b")));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.loadBalancer("x", request -> request.subnets("subnet-0b", SampleNetwork.publicSubnet("b"))));
        refused("InvalidSecurityGroup", () -> sdk.loadBalancer("x", request -> request.securityGroups("sg-0b")));
        TargetGroup elsewhere = sdk.targetGroup("elsewhere", request -> request.vpcId("vpc-0b"));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.createListener(request -> request.loadBalancerArn(arn)
                        .protocol("TCP")
                        .port(80)
                        .defaultActions(Action.builder()
                                .type("forward")
                                .targetGroupArn(elsewhere.targetGroupArn())
                                .build())));
    }

    @Test
    void securityGroupsAreChangedButNeverAllTakenAway() {
        String arn = sdk.loadBalancer("shop", request -> request.securityGroups(SampleNetwork.NODE_SECURITY_GROUP))
                .loadBalancerArn();

        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.setSecurityGroups(
                        request -> request.loadBalancerArn(arn).securityGroups(List.of())));
    }

    @Test
    void theyAreDescribedByArnOrByNameAndTwentyAtATime() {
        String arn = sdk.loadBalancer("shop", request -> {}).loadBalancerArn();
        List<String> many = IntStream.range(0, 21).mapToObj(n -> "lb-" + n).toList();

        refused(
                "ValidationError",
                () -> sdk.elb.describeLoadBalancers(
                        request -> request.names("shop").loadBalancerArns(arn)));
        refused("ValidationError", () -> sdk.elb.describeLoadBalancers(request -> request.names(many)));
        refused("ValidationError", () -> sdk.elb.describeLoadBalancers(request -> request.loadBalancerArns(many)));
    }

    @Test
    void attributesAreNamedOnceAndAtLeastOne() {
        String arn = sdk.loadBalancer("shop", request -> {}).loadBalancerArn();
        LoadBalancerAttribute on = LoadBalancerAttribute.builder()
                .key("zonal_shift.config.enabled")
                .value("true")
                .build();

        refused(
                "ValidationError",
                () -> sdk.elb.modifyLoadBalancerAttributes(
                        request -> request.loadBalancerArn(arn).attributes(on, on)));
        refused(
                "ValidationError",
                () -> sdk.elb.modifyLoadBalancerAttributes(
                        request -> request.loadBalancerArn(arn).attributes(List.of())));
    }

    @Test
    void whatTakesTimeIsPending() {
        try (AwsStandIn slow = AwsStandIn.builder(SampleNetwork.create())
                        .times(AwsTimes.slow().withVisibility(Duration.ZERO))
                        .start();
                Sdk clients = new Sdk(slow.uri())) {
            String arn = clients.loadBalancer("shop", request -> {}).loadBalancerArn();
            ModifyCapacityReservationRequest reservation = ModifyCapacityReservationRequest.builder()
                    .loadBalancerArn(arn)
                    .minimumLoadBalancerCapacity(capacity -> capacity.capacityUnits(100))
                    .build();

            clients.elb.modifyCapacityReservation(reservation);
            refused("CapacityReservationPending", () -> clients.elb.modifyCapacityReservation(reservation));
            slow.advance(Duration.ofMinutes(2));
            clients.elb.modifyCapacityReservation(reservation);
        }
    }
}
