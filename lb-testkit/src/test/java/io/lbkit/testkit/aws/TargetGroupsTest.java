package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Creation, health checks, attributes and deletion of target groups. */
class TargetGroupsTest extends StandInFixture {
    private Map<String, String> attributes(TargetGroup group) {
        return sdk
                .elb
                .describeTargetGroupAttributes(request -> request.targetGroupArn(group.targetGroupArn()))
                .attributes()
                .stream()
                .collect(Collectors.toMap(each -> each.key(), each -> each.value()));
    }

    private void setAttribute(TargetGroup group, String key, String value) {
        sdk.elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(group.targetGroupArn())
                .attributes(attribute -> attribute.key(key).value(value)));
    }

    private TargetGroup modified(TargetGroup group, Consumer<ModifyTargetGroupRequest.Builder> change) {
        return sdk.elb
                .modifyTargetGroup(request -> {
                    request.targetGroupArn(group.targetGroupArn());
                    change.accept(request);
                })
                .targetGroups()
                .get(0);
    }

    private void refusedGroup(String code, Consumer<CreateTargetGroupRequest.Builder> more) {
        refused(code, () -> sdk.targetGroup("x", more));
    }

    @Test
    void whatIsNotSaidHasTheDefaultsOfAws() {
        assertThat(sdk.targetGroup("tcp", request -> {})).satisfies(group -> {
            assertThat(group.targetTypeAsString()).isEqualTo("instance");
            assertThat(group.ipAddressTypeAsString()).isEqualTo("ipv4");
            assertThat(group.healthCheckProtocol()).isEqualTo(ProtocolEnum.TCP);
            assertThat(group.healthCheckPort()).isEqualTo("traffic-port");
            assertThat(group.healthCheckEnabled()).isTrue();
            assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
            assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(10);
            assertThat(group.healthyThresholdCount()).isEqualTo(5);
            assertThat(group.unhealthyThresholdCount()).isEqualTo(2);
            assertThat(group.healthCheckPath()).isNull();
            assertThat(group.matcher()).isNull();
        });
        assertThat(sdk.targetGroup("http", request -> request.healthCheckProtocol("HTTP")))
                .satisfies(group -> {
                    assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(6);
                    assertThat(group.healthCheckPath()).isEqualTo("/");
                    assertThat(group.matcher().httpCode()).isEqualTo("200-399");
                });
    }

    @Test
    void aSecondCreationWithTheSameSettingsFindsTheFirst() {
        TargetGroup first = sdk.targetGroup("shop", request -> {});

        assertThat(sdk.targetGroup("shop", request -> request.healthyThresholdCount(5))
                        .targetGroupArn())
                .isEqualTo(first.targetGroupArn());
        refused("DuplicateTargetGroupName", () -> sdk.targetGroup("shop", request -> request.port(30081)));
        refused("DuplicateTargetGroupName", () -> sdk.targetGroup("shop", request -> request.healthyThresholdCount(4)));
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        refusedGroup("ValidationError", request -> request.vpcId("vpc-0bad"));
        refusedGroup("ValidationError", request -> request.port(null));
        refusedGroup("ValidationError", request -> request.protocol((String) null));
        refusedGroup("InvalidConfigurationRequest", request -> request.protocol("HTTP"));
        refusedGroup("InvalidConfigurationRequest", request -> request.targetType("lambda"));
        refusedGroup("InvalidConfigurationRequest", request -> request.healthCheckPath("/healthz"));
        refusedGroup("InvalidConfigurationRequest", request -> request.matcher(matcher -> matcher.httpCode("200")));
        refusedGroup("InvalidConfigurationRequest", request -> request.healthCheckProtocol("UDP"));
        refusedGroup("ValidationError", request -> request.healthCheckPort("http"));
        refusedGroup("ValidationError", request -> request.healthCheckPort("65536"));
        refusedGroup(
                "ValidationError",
                request -> request.healthCheckIntervalSeconds(5).healthCheckTimeoutSeconds(6));
        refusedGroup(
                "ValidationError",
                request -> request.healthCheckProtocol("HTTP").matcher(matcher -> matcher.httpCode("600")));
        refusedGroup(
                "ValidationError",
                request -> request.healthCheckProtocol("HTTP").healthCheckPath("healthz"));
    }

    @Test
    void healthChecksCanBeChangedInPlace() {
        TargetGroup group = sdk.targetGroup(
                "shop", request -> request.healthCheckProtocol("HTTP").healthCheckPath("/ready"));

        assertThat(modified(group, request -> request.healthCheckIntervalSeconds(10)))
                .satisfies(changed -> {
                    assertThat(changed.healthCheckIntervalSeconds()).isEqualTo(10);
                    assertThat(changed.healthCheckPath()).isEqualTo("/ready");
                });
        assertThat(modified(group, request -> request.healthCheckProtocol("TCP"))
                        .healthCheckPath())
                .isNull();
        refused("TargetGroupNotFound", () -> sdk.elb.modifyTargetGroup(request -> request.targetGroupArn("arn:none")));
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, instance, true, false, 13",
        "TCP, ip, false, false, 13",
        "TLS, ip, false, false, 13",
        "UDP, ip, true, true, 12",
        "TCP_UDP, instance, true, true, 13",
        "TCP_QUIC, ip, true, false, 13"
    })
    void attributesDependOnProtocolAndType(
            ProtocolEnum protocol, String type, String preserve, String termination, int count) {
        TargetGroup group =
                sdk.targetGroup("shop", request -> request.protocol(protocol).targetType(type));

        assertThat(attributes(group))
                .hasSize(count)
                .containsEntry("preserve_client_ip.enabled", preserve)
                .containsEntry("deregistration_delay.connection_termination.enabled", termination)
                .containsEntry("deregistration_delay.timeout_seconds", "300");
    }

    @Test
    void attributesAreChecked() {
        TargetGroup tcp = sdk.targetGroup("tcp", request -> {});
        TargetGroup udp = sdk.targetGroup("udp", request -> request.protocol("UDP"));
        TargetGroup tls = sdk.targetGroup("tls", request -> request.protocol("TLS"));

        setAttribute(tcp, "proxy_protocol_v2.enabled", "true");
        assertThat(attributes(tcp)).containsEntry("proxy_protocol_v2.enabled", "true");
        refused("ValidationError", () -> setAttribute(tcp, "deregistration_delay.timeout_seconds", "3601"));
        refused("ValidationError", () -> setAttribute(tcp, "slow_start.duration_seconds", "30"));
        refused("ValidationError", () -> setAttribute(tcp, "proxy_protocol_v2.enabled", "yes"));
        refused("InvalidConfigurationRequest", () -> setAttribute(udp, "preserve_client_ip.enabled", "false"));
        refused("InvalidConfigurationRequest", () -> setAttribute(tls, "stickiness.enabled", "true"));
    }

    @Test
    void oneThatIsUsedCannotBeDeletedAndAMissingOneIsNoError() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup group = sdk.targetGroup("shop", request -> {});
        String listener = sdk.listener(loadBalancer, 80, group);
        String arn = group.targetGroupArn();

        refused("ResourceInUse", () -> sdk.elb.deleteTargetGroup(request -> request.targetGroupArn(arn)));
        sdk.elb.deleteListener(request -> request.listenerArn(listener));
        sdk.elb.deleteTargetGroup(request -> request.targetGroupArn(arn));
        sdk.elb.deleteTargetGroup(request -> request.targetGroupArn(arn));

        refused("TargetGroupNotFound", () -> sdk.elb.describeTargetGroups(request -> request.targetGroupArns(arn)));
    }

    @Test
    void theyAreFoundByLoadBalancerArnOrName() {
        LoadBalancer loadBalancer = sdk.loadBalancer("shop", request -> {});
        TargetGroup used = sdk.targetGroup("used", request -> {});
        sdk.targetGroup("spare", request -> {});
        sdk.listener(loadBalancer, 80, used);

        assertThat(sdk.elb
                        .describeTargetGroups(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                        .targetGroups())
                .singleElement()
                .satisfies(
                        group -> assertThat(group.loadBalancerArns()).containsExactly(loadBalancer.loadBalancerArn()));
        assertThat(sdk.elb
                        .describeTargetGroups(request -> request.names("spare"))
                        .targetGroups())
                .extracting(TargetGroup::targetGroupName)
                .containsExactly("spare");
        assertThat(sdk.elb.describeTargetGroups().targetGroups()).hasSize(2);
        refused(
                "ValidationError",
                () -> sdk.elb.describeTargetGroups(
                        request -> request.names("spare").targetGroupArns(used.targetGroupArn())));
    }
}
