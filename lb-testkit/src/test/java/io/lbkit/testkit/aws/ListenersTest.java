package io.lbkit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Listeners with their protocols, certificates and target groups. */
class ListenersTest extends StandInFixture {
    private LoadBalancer loadBalancer;
    private TargetGroup tcp;

    @BeforeEach
    void create() {
        loadBalancer = sdk.loadBalancer("shop", request -> {});
        tcp = sdk.targetGroup("tcp", request -> {});
    }

    private static Action to(TargetGroup... groups) {
        if (groups.length == 1) {
            return Action.builder()
                    .type(ActionTypeEnum.FORWARD)
                    .targetGroupArn(groups[0].targetGroupArn())
                    .build();
        }
        return Action.builder()
                .type(ActionTypeEnum.FORWARD)
                .forwardConfig(config -> config.targetGroups(List.of(groups).stream()
                        .map(group -> TargetGroupTuple.builder()
                                .targetGroupArn(group.targetGroupArn())
                                .weight(10)
                                .build())
                        .toList()))
                .build();
    }

    private static Certificate certificate(int number) {
        return Certificate.builder()
                .certificateArn(SampleNetwork.certificate(number))
                .build();
    }

    private Listener listener(Consumer<CreateListenerRequest.Builder> more) {
        return sdk.elb
                .createListener(request -> {
                    request.loadBalancerArn(loadBalancer.loadBalancerArn())
                            .protocol("TCP")
                            .port(80)
                            .defaultActions(to(tcp));
                    more.accept(request);
                })
                .listeners()
                .get(0);
    }

    private Listener modified(Listener listener, Consumer<ModifyListenerRequest.Builder> change) {
        return sdk.elb
                .modifyListener(request -> {
                    request.listenerArn(listener.listenerArn());
                    change.accept(request);
                })
                .listeners()
                .get(0);
    }

    private List<Listener> listeners() {
        return sdk.elb
                .describeListeners(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                .listeners();
    }

    @Test
    void aPortHasOneListener() {
        Listener first = listener(request -> {});

        assertThat(listener(request -> {}).listenerArn()).isEqualTo(first.listenerArn());
        TargetGroup other = sdk.targetGroup("other", request -> {});
        refused("DuplicateListener", () -> listener(request -> request.defaultActions(to(other))));
        assertThat(listeners()).containsExactly(first);
        assertThat(first.listenerArn())
                .startsWith(loadBalancer.loadBalancerArn().replace(":loadbalancer/", ":listener/") + "/");
    }

    @Test
    void tcpListenersHaveNothingOfTls() {
        Listener listener = listener(request -> {});

        assertThat(listener.sslPolicy()).isNull();
        assertThat(listener.hasCertificates()).isFalse();
        assertThat(listener.hasAlpnPolicy()).isFalse();
        refused(
                "InvalidConfigurationRequest",
                () -> listener(request -> request.port(81).sslPolicy("ELBSecurityPolicy-2016-08")));
        refused(
                "InvalidConfigurationRequest",
                () -> listener(request -> request.port(81).certificates(certificate(1))));
        refused(
                "InvalidConfigurationRequest",
                () -> listener(request -> request.port(81).alpnPolicy("None")));
    }

    @Test
    void tlsListenersNeedAKnownCertificate() {
        refused("CertificateNotFound", () -> listener(request -> request.protocol("TLS")));
        refused(
                "CertificateNotFound",
                () -> listener(request -> request.protocol("TLS").certificates(certificate(9))));
        refused(
                "InvalidConfigurationRequest",
                () -> listener(request -> request.protocol("TLS").certificates(certificate(1), certificate(2))));
        refused(
                "SSLPolicyNotFound",
                () -> listener(request ->
                        request.protocol("TLS").certificates(certificate(1)).sslPolicy("Best")));
        refused(
                "ALPNPolicyNotFound",
                () -> listener(request ->
                        request.protocol("TLS").certificates(certificate(1)).alpnPolicy("h3")));

        assertThat(listener(request ->
                        request.protocol("TLS").certificates(certificate(1)).alpnPolicy("HTTP2Only")))
                .satisfies(listener -> {
                    assertThat(listener.sslPolicy()).isEqualTo("ELBSecurityPolicy-2016-08");
                    assertThat(listener.certificates()).containsExactly(certificate(1));
                    assertThat(listener.alpnPolicy()).containsExactly("HTTP2Only");
                });
    }

    @Test
    void furtherCertificatesAreAddedAndRemovedOneByOne() {
        String arn = listener(request -> request.protocol("TLS").certificates(certificate(1)))
                .listenerArn();

        sdk.elb.addListenerCertificates(request -> request.listenerArn(arn).certificates(certificate(2)));
        assertThat(sdk.elb
                        .describeListenerCertificates(request -> request.listenerArn(arn))
                        .certificates())
                .extracting(each -> each.certificateArn().endsWith("1") + " " + each.isDefault())
                .containsExactly("true true", "false false");
        refused(
                "OperationNotPermitted",
                () -> sdk.elb.removeListenerCertificates(
                        request -> request.listenerArn(arn).certificates(certificate(1))));
        sdk.elb.removeListenerCertificates(request -> request.listenerArn(arn).certificates(certificate(2)));
        assertThat(sdk.elb
                        .describeListenerCertificates(request -> request.listenerArn(arn))
                        .certificates())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, TCP, ok",
        "TCP, TLS, no",
        "TLS, TCP, ok",
        "TLS, TLS, ok",
        "TLS, UDP, no",
        "UDP, UDP, ok",
        "UDP, TCP, no",
        "TCP_UDP, TCP_UDP, ok",
        "TCP_UDP, TCP, no",
        "UDP, TCP_UDP, no",
        "QUIC, QUIC, ok",
        "TCP_QUIC, TCP_QUIC, ok"
    })
    void protocolsGoTogether(String protocol, String groupProtocol, String verdict) {
        TargetGroup group = sdk.targetGroup("group", request -> request.protocol(groupProtocol));
        Consumer<CreateListenerRequest.Builder> wanted = request -> {
            request.protocol(protocol).defaultActions(to(group));
            if (protocol.equals("TLS")) {
                request.certificates(certificate(1));
            }
        };

        if (verdict.equals("ok")) {
            assertThat(listener(wanted).protocolAsString()).isEqualTo(protocol);
        } else {
            refused("IncompatibleProtocols", () -> listener(wanted));
        }
    }

    @Test
    void whatNetworkLoadBalancersDoNotHaveIsRefused() {
        refused("UnsupportedProtocol", () -> listener(request -> request.protocol("HTTP")));
        refused(
                "InvalidLoadBalancerAction",
                () -> listener(request ->
                        request.defaultActions(Action.builder().type("redirect").build())));
        refused("LoadBalancerNotFound", () -> listener(request -> request.loadBalancerArn("arn:none")));
        refused(
                "TargetGroupNotFound",
                () -> listener(request -> request.defaultActions(Action.builder()
                        .type("forward")
                        .targetGroupArn("arn:none")
                        .build())));
    }

    @Test
    void aTargetGroupServesOneLoadBalancer() {
        listener(request -> {});
        LoadBalancer other = sdk.loadBalancer("other", request -> {});

        refused("TargetGroupAssociationLimit", () -> sdk.listener(other, 80, tcp));
    }

    @Test
    void quicGoesWithNeitherUdpNorSecurityGroups() {
        TargetGroup quic = sdk.targetGroup("quic", request -> request.protocol("QUIC"));
        TargetGroup udp = sdk.targetGroup("udp", request -> request.protocol("UDP"));
        LoadBalancer guarded =
                sdk.loadBalancer("guarded", request -> request.securityGroups(SampleNetwork.NODE_SECURITY_GROUP));

        refused("InvalidConfigurationRequest", () -> sdk.listener(guarded, 443, quic));
        sdk.listener(loadBalancer, 443, quic);
        refused("InvalidConfigurationRequest", () -> sdk.listener(loadBalancer, 53, udp));
    }

    @Test
    void ipv6GroupsNeedADualstackLoadBalancer() {
        TargetGroup group = sdk.targetGroup("six", request -> request.ipAddressType("ipv6"));
        TargetGroup udp = sdk.targetGroup("udp", request -> request.protocol("UDP"));
        String arn = loadBalancer.loadBalancerArn();

        refused("InvalidConfigurationRequest", () -> sdk.listener(loadBalancer, 80, group));
        sdk.elb.setIpAddressType(request -> request.loadBalancerArn(arn).ipAddressType("dualstack"));
        sdk.listener(loadBalancer, 80, group);
        refused("InvalidConfigurationRequest", () -> sdk.listener(loadBalancer, 53, udp));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.setIpAddressType(
                        request -> request.loadBalancerArn(arn).ipAddressType("ipv4")));
    }

    @Test
    void weightsAreKeptAndChecked() {
        TargetGroup second = sdk.targetGroup("second", request -> {});
        Listener listener = listener(request -> request.defaultActions(to(tcp, second)));

        assertThat(listener.defaultActions().get(0).targetGroupArn()).isNull();
        assertThat(listener.defaultActions().get(0).forwardConfig().targetGroups())
                .extracting(TargetGroupTuple::weight)
                .containsExactly(10, 10);
        refused("ValidationError", () -> listener(request -> request.port(81).defaultActions(to(tcp, tcp))));
        TargetGroup[] six = new TargetGroup[6];
        for (int i = 0; i < six.length; i++) {
            String name = "group-" + i;
            six[i] = sdk.targetGroup(name, request -> {});
        }
        refused(
                "TooManyUniqueTargetGroupsPerLoadBalancer",
                () -> listener(request -> request.port(81).defaultActions(to(six))));
    }

    @Test
    void everythingCanBeChangedInPlace() {
        Listener listener = listener(request -> {});
        TargetGroup second = sdk.targetGroup("second", request -> {});

        Listener tls =
                modified(listener, request -> request.protocol("TLS").port(443).certificates(certificate(2)));
        assertThat(tls.listenerArn()).isEqualTo(listener.listenerArn());
        assertThat(tls.port()).isEqualTo(443);
        assertThat(tls.defaultActions()).isEqualTo(listener.defaultActions());
        Listener back = modified(listener, request -> request.protocol("TCP").defaultActions(to(second)));
        assertThat(back.hasCertificates()).isFalse();
        assertThat(sdk.elb
                        .describeTargetGroups(request -> request.names("tcp"))
                        .targetGroups()
                        .get(0)
                        .loadBalancerArns())
                .isEmpty();
        listener(request -> request.port(80));
        refused("DuplicateListener", () -> modified(listener, request -> request.port(80)));
    }

    @Test
    void theIdleTimeoutIsOfTcpAlone() {
        String arn = listener(request -> {}).listenerArn();
        TargetGroup udpGroup = sdk.targetGroup("udp", request -> request.protocol("UDP"));
        String udp = sdk.listener(loadBalancer, 53, udpGroup);

        assertThat(sdk.elb
                        .describeListenerAttributes(request -> request.listenerArn(arn))
                        .attributes())
                .singleElement()
                .satisfies(attribute -> assertThat(attribute.key() + "=" + attribute.value())
                        .isEqualTo("tcp.idle_timeout.seconds=350"));
        sdk.elb.modifyListenerAttributes(request -> request.listenerArn(arn)
                .attributes(each -> each.key("tcp.idle_timeout.seconds").value("60")));
        refused(
                "ValidationError",
                () -> sdk.elb.modifyListenerAttributes(request -> request.listenerArn(arn)
                        .attributes(each -> each.key("tcp.idle_timeout.seconds").value("59"))));
        refused(
                "InvalidConfigurationRequest",
                () -> sdk.elb.modifyListenerAttributes(request -> request.listenerArn(udp)
                        .attributes(each -> each.key("tcp.idle_timeout.seconds").value("60"))));
    }

    @Test
    void listenersGoWithTheirLoadBalancer() {
        String arn = listener(request -> {}).listenerArn();

        sdk.elb.deleteLoadBalancer(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()));

        refused("ListenerNotFound", () -> sdk.elb.deleteListener(request -> request.listenerArn(arn)));
        refused("ListenerNotFound", () -> sdk.elb.describeTags(request -> request.resourceArns(arn)));
    }

    @Test
    void quotasOfListenersAndCertificatesAreKept() {
        try (AwsStandIn small = AwsStandIn.builder(SampleNetwork.create())
                        .quotas(AwsQuotas.standard()
                                .with(AwsQuotas.Quota.LISTENERS, 1)
                                .with(AwsQuotas.Quota.CERTIFICATES, 0))
                        .start();
                Sdk clients = new Sdk(small.uri())) {
            LoadBalancer other = clients.loadBalancer("other", request -> {});
            TargetGroup group = clients.targetGroup("group", request -> {});
            String arn = clients.elb
                    .createListener(request -> request.loadBalancerArn(other.loadBalancerArn())
                            .protocol("TLS")
                            .port(443)
                            .certificates(certificate(1))
                            .defaultActions(to(group)))
                    .listeners()
                    .get(0)
                    .listenerArn();

            refused("TooManyListeners", () -> clients.listener(other, 80, group));
            refused(
                    "TooManyCertificates",
                    () -> clients.elb.addListenerCertificates(
                            request -> request.listenerArn(arn).certificates(certificate(2))));
            refused(
                    "CertificateNotFound",
                    () -> clients.elb.addListenerCertificates(
                            request -> request.listenerArn(arn).certificates(certificate(9))));
        }
    }

    @Test
    void weightsHaveBoundsAndBothFormsOfAnActionAgree() {
        TargetGroup second = sdk.targetGroup("second", request -> {});
        TargetGroupTuple heavy = TargetGroupTuple.builder()
                .targetGroupArn(second.targetGroupArn())
                .weight(1000)
                .build();

        refused(
                "ValidationError",
                () -> listener(request -> request.defaultActions(Action.builder()
                        .type("forward")
                        .forwardConfig(config -> config.targetGroups(heavy))
                        .build())));
        refused(
                "ValidationError",
                () -> listener(request -> request.defaultActions(Action.builder()
                        .type("forward")
                        .targetGroupArn(tcp.targetGroupArn())
                        .forwardConfig(config ->
                                config.targetGroups(heavy.toBuilder().weight(1).build()))
                        .build())));
    }

    @Test
    void theyAreDescribedByLoadBalancerOrByArn() {
        String arn = listener(request -> {}).listenerArn();

        assertThat(sdk.elb
                        .describeListeners(request -> request.listenerArns(arn))
                        .listeners())
                .extracting(Listener::port)
                .containsExactly(80);
        refused("ValidationError", () -> sdk.elb.describeListeners(request -> {}));
        refused(
                "ValidationError",
                () -> sdk.elb.describeListeners(request ->
                        request.loadBalancerArn(loadBalancer.loadBalancerArn()).listenerArns(arn)));
        refused(
                "ValidationError",
                () -> sdk.elb.describeListeners(request -> request.listenerArns(Collections.nCopies(21, arn))));
    }
}
