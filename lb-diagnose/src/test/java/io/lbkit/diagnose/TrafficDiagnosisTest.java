package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.chain.Hop;
import io.lbkit.diagnose.chain.HopState;
import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.Series;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.Confidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What flows add to a Service that is well by all other evidence. */
class TrafficDiagnosisTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final IpAddress CLIENT = IpAddress.parse("198.51.100.7");

    private final List<Flow> flows = new ArrayList<>();
    private final World world = World.of(Draft.ip());

    private static FlowPeer client() {
        return FlowPeer.builder().address(CLIENT).place(FlowPeer.Place.OUTSIDE).build();
    }

    private static FlowPeer pod(String namespace, String name, int port) {
        return FlowPeer.builder().pod(ObjectKey.of(namespace, name)).port(port).build();
    }

    private static FlowPeer web(int number) {
        return pod("shop", "web-" + number, 8080);
    }

    private void see(int times, FlowPeer from, FlowPeer to, FlowVerdict verdict, UnaryOperator<Flow.Builder> more) {
        for (int i = 0; i < times; i++) {
            flows.add(more.apply(Flow.builder()
                            .time(NOON.plusSeconds(i))
                            .client(from)
                            .server(to)
                            .verdict(verdict))
                    .build());
        }
    }

    private Diagnosis diagnose(Window... complete) {
        return Diagnoser.of(world.input()
                        .traffic(TrafficEvidence.builder()
                                .flows(flows)
                                .completeWindows(List.of(complete))
                                .build())
                        .addClient(CLIENT)
                        .build())
                .diagnose(World.KEY)
                .orElseThrow();
    }

    private static HopState observed(Diagnosis diagnosis, int number) {
        return diagnosis.chains().get(number - 1).state(Hop.OBSERVED);
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().text()).toList();
    }

    @Test
    @DisplayName("an answer that was seen passes the hop of its pod, and says nothing about the other pods")
    void answered() {
        see(1, client(), web(1), FlowVerdict.ANSWERED, flow -> flow);
        Diagnosis diagnosis = diagnose();
        assertThat(observed(diagnosis, 1)).isEqualTo(HopState.PASS);
        assertThat(observed(diagnosis, 2)).isEqualTo(HopState.UNKNOWN);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DELIVERS);
        assertThat(diagnosis.findings()).isEmpty();
    }

    @Test
    @DisplayName("that no flow was seen is no evidence, even in a window that is complete")
    void nothingSeen() {
        Diagnosis diagnosis = diagnose(new Window(NOON, NOON.plusSeconds(600)));
        assertThat(observed(diagnosis, 1)).isEqualTo(HopState.UNKNOWN);
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DELIVERS);
    }

    @ParameterizedTest
    @DisplayName("what comes from the node of the pod, a probe, or to another port is no request")
    @CsvSource({"SAME_NODE, false, 8080", "OUTSIDE, true, 8080", "OUTSIDE, false, 9090"})
    void noRequest(FlowPeer.Place place, boolean probe, int port) {
        FlowPeer from = FlowPeer.builder().address(CLIENT).place(place).build();
        see(9, from, pod("shop", "web-1", port), FlowVerdict.RESET, flow -> flow.probe(probe));
        assertThat(observed(diagnose(), 1)).isEqualTo(HopState.UNKNOWN);
        assertThat(diagnose().findings()).isEmpty();
    }

    @Test
    @DisplayName("requests that reach a pod and are reset failed there, not on the way")
    void refused() {
        see(3, client(), web(2), FlowVerdict.RESET, flow -> flow);
        Diagnosis diagnosis = diagnose();
        assertThat(codes(diagnosis.findings())).containsExactly("LB-APP-002");
        assertThat(observed(diagnosis, 2)).isEqualTo(HopState.FAIL);
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DEGRADED);
        assertThat(diagnosis.findings().get(0).message()).contains("pod shop/web-2", "reset");
    }

    @Test
    @DisplayName("a reset at the end of connections that were answered is no fault")
    void closed() {
        see(3, client(), web(2), FlowVerdict.RESET, flow -> flow);
        see(1, client(), web(2), FlowVerdict.ANSWERED, flow -> flow);
        assertThat(diagnose().findings()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("a drop of a client that should be served is a fault; a policy may well refuse somebody else")
    @CsvSource({
        "198.51.100.7, POLICY_DENIED, true",
        "203.0.113.9, POLICY_DENIED, false",
        "203.0.113.9, DENIED_BY_LB_SRC_RANGE_CHECK, false",
        "203.0.113.9, FIB_LOOKUP_FAILED, true"
    })
    void dropped(String client, String reason, boolean fault) {
        FlowPeer from = FlowPeer.builder()
                .address(IpAddress.parse(client))
                .place(FlowPeer.Place.OUTSIDE)
                .build();
        see(2, from, web(1), FlowVerdict.DROPPED, flow -> flow.dropReason(reason));
        Diagnosis diagnosis = diagnose();
        assertThat(codes(diagnosis.findings())).isEqualTo(fault ? List.of("LB-TRF-001") : List.of());
        assertThat(observed(diagnosis, 1)).isEqualTo(fault ? HopState.FAIL : HopState.UNKNOWN);
    }

    @Test
    @DisplayName("a request that arrived without an answer is a fault only if the source saw everything")
    void silent() {
        see(1, client(), web(1), FlowVerdict.DELIVERED, flow -> flow);
        Diagnosis partly = diagnose();
        assertThat(observed(partly, 1)).isEqualTo(HopState.UNKNOWN);
        assertThat(partly.verdict()).isEqualTo(Verdict.DELIVERS);
        assertThat(partly.findings().get(0).confidence()).isEqualTo(Confidence.POSSIBLE);
        Diagnosis wholly = diagnose(new Window(NOON, NOON.plusSeconds(60)));
        assertThat(observed(wholly, 1)).isEqualTo(HopState.FAIL);
        assertThat(codes(wholly.findings())).containsExactly("LB-TRF-003");
        assertThat(wholly.findings().get(0).confidence()).isEqualTo(Confidence.CONFIRMED);
    }

    @Test
    @DisplayName("a request to the Service that reaches no pod never arrived, if the source saw everything")
    void neverArrives() {
        FlowPeer service = FlowPeer.builder().service(World.KEY).port(80).build();
        see(1, client(), service, FlowVerdict.FORWARDED, flow -> flow);
        assertThat(diagnose().findings()).isEmpty();
        Window window = new Window(NOON, NOON.plusSeconds(60));
        assertThat(codes(diagnose(window).findings())).containsExactly("LB-TRF-002");
        see(1, client(), web(3), FlowVerdict.ANSWERED, flow -> flow);
        assertThat(diagnose(window).findings()).isEmpty();
    }

    @Test
    @DisplayName("a request to the address of the Service is one to the Service, at its port")
    void neverArrivesAtAnAddress() {
        IpAddress address = world.service().ingress().get(0).ip().orElseThrow();
        Window window = new Window(NOON, NOON.plusSeconds(60));
        FlowPeer.Builder balancer = FlowPeer.builder().address(address);
        see(1, client(), balancer.port(81).build(), FlowVerdict.FORWARDED, flow -> flow);
        assertThat(diagnose(window).findings()).isEmpty();
        see(1, client(), balancer.port(80).build(), FlowVerdict.FORWARDED, flow -> flow);
        assertThat(codes(diagnose(window).findings())).containsExactly("LB-TRF-002");
    }

    @Test
    @DisplayName("errors of the application are told from errors that come from a dependency")
    void errors() {
        see(6, client(), web(1), FlowVerdict.ANSWERED, flow -> flow.httpStatus(503));
        Diagnosis own = diagnose();
        assertThat(codes(own.findings())).containsExactly("LB-APP-003");
        assertThat(own.verdict()).as("the way is well").isEqualTo(Verdict.DELIVERS);
        see(6, web(1), pod("db", "pg-0", 5432), FlowVerdict.ANSWERED, flow -> flow.httpStatus(500));
        Diagnosis followed = diagnose();
        assertThat(codes(followed.findings())).containsExactly("LB-DEP-001");
        assertThat(codes(followed.effects())).containsExactly("LB-APP-003");
    }

    @Test
    @DisplayName("four errors are too few to say anything")
    void fewErrors() {
        see(4, client(), web(1), FlowVerdict.ANSWERED, flow -> flow.httpStatus(503));
        assertThat(diagnose().findings()).isEmpty();
    }

    @Test
    @DisplayName("a delay is followed through the calls to where it starts")
    void slowDependency() {
        FlowPeer api = FlowPeer.builder()
                .pod(ObjectKey.of("shop", "api-1"))
                .service(ServiceKey.of("shop", "api"))
                .port(8081)
                .build();
        see(
                5,
                client(),
                web(1),
                FlowVerdict.ANSWERED,
                flow -> flow.httpStatus(200).latency(Duration.ofMillis(2000)));
        see(5, web(1), api, FlowVerdict.ANSWERED, flow -> flow.httpStatus(200).latency(Duration.ofMillis(1900)));
        see(5, web(1), pod("shop", "cache-1", 6379), FlowVerdict.ANSWERED, flow -> flow.latency(Duration.ofMillis(2)));
        see(
                5,
                pod("shop", "api-1", 40000),
                pod("db", "pg-0", 5432),
                FlowVerdict.ANSWERED,
                flow -> flow.latency(Duration.ofMillis(1800)));
        Diagnosis diagnosis = diagnose();
        assertThat(codes(diagnosis.findings())).containsExactly("LB-DEP-002");
        assertThat(codes(diagnosis.effects())).containsExactly("LB-APP-004");
        assertThat(diagnosis.findings().get(0).about()).isEqualTo("Pod/db/pg-0");
        assertThat(diagnosis.findings().get(0).message())
                .contains("Service/shop/web -> Service/shop/api -> Pod/db/pg-0", "1.800 s");
    }

    @Test
    @DisplayName("a delay that no call explains is the application's own")
    void slowItself() {
        see(
                5,
                client(),
                web(1),
                FlowVerdict.ANSWERED,
                flow -> flow.httpStatus(200).latency(Duration.ofMillis(2000)));
        assertThat(diagnose().findings().get(0).confidence()).isEqualTo(Confidence.POSSIBLE);
        see(5, web(1), pod("db", "pg-0", 5432), FlowVerdict.ANSWERED, flow -> flow.latency(Duration.ofMillis(20)));
        Diagnosis diagnosis = diagnose();
        assertThat(codes(diagnosis.findings())).containsExactly("LB-APP-004");
        assertThat(diagnosis.findings().get(0).confidence()).isEqualTo(Confidence.PROBABLE);
    }

    @Test
    @DisplayName("names that cannot be resolved and calls that a policy drops are named as such")
    void namesAndPolicies() {
        see(6, web(1), pod("kube-system", "dns-1", 53), FlowVerdict.ANSWERED, flow -> flow.dnsCode(2));
        see(2, web(1), pod("db", "pg-0", 5432), FlowVerdict.DROPPED, flow -> flow.dropReason("POLICY_DENIED"));
        assertThat(codes(diagnose().findings())).containsExactlyInAnyOrder("LB-DEP-003", "LB-DEP-004");
    }

    @Test
    @DisplayName("a name that does not exist is no failure of DNS")
    void noSuchName() {
        see(50, web(1), pod("kube-system", "dns-1", 53), FlowVerdict.ANSWERED, flow -> flow.dnsCode(3));
        assertThat(diagnose().findings()).isEmpty();
    }

    private static Series series(Metric metric, double... values) {
        Series.Builder series = Series.builder().metric(metric).subject("Service/shop/web");
        for (int minute = 0; minute < values.length; minute++) {
            series.at(NOON.plus(Duration.ofMinutes(minute)), values[minute]);
        }
        return series.build();
    }

    private List<String> measured(Instant at, Series series) {
        return codes(Diagnoser.of(world.input()
                        .at(at)
                        .traffic(TrafficEvidence.builder().addSeries(series).build())
                        .build())
                .diagnose(World.KEY)
                .orElseThrow()
                .findings());
    }

    @Test
    @DisplayName("a series counts by the median of its last five points, if these are enough and not old")
    void series() {
        Instant soon = NOON.plus(Duration.ofMinutes(9));
        Series failing = series(Metric.ERROR_RATIO, 0, 0, 0, 0.3, 0, 0.3, 0.3);
        assertThat(measured(soon, failing)).containsExactly("LB-APP-003");
        assertThat(measured(soon.plus(Duration.ofMinutes(20)), failing)).isEmpty();
        assertThat(measured(soon, series(Metric.ERROR_RATIO, 0.3, 0.3, 0.3, 0.3)))
                .isEmpty();
        assertThat(measured(soon, series(Metric.ERROR_RATIO, 0.3, 0.3, 0.3, 0, 0, 0.3)))
                .containsExactly("LB-APP-003");
        assertThat(measured(soon, series(Metric.ERROR_RATIO, 0.3, 0.3, 0, 0, 0, 0.3)))
                .isEmpty();
        assertThat(measured(soon, series(Metric.LATENCY, 2, 2, 2, 2, 2))).containsExactly("LB-APP-004");
        assertThat(measured(soon, series(Metric.LATENCY, 0.9, 0.9, 0.9, 0.9, 0.9)))
                .isEmpty();
    }

    @Test
    @DisplayName("403 for clients themselves, or for some nodes, is no sign that their addresses are lost")
    void forbidden() {
        FlowPeer node = FlowPeer.builder().address(IpAddress.parse("10.0.0.1")).build();
        see(6, node, web(1), FlowVerdict.ANSWERED, flow -> flow.httpStatus(403));
        assertThat(codes(diagnose().findings())).containsExactly("LB-APP-006");
        see(2, node, web(1), FlowVerdict.ANSWERED, flow -> flow.httpStatus(200));
        assertThat(diagnose().findings()).isEmpty();
        flows.clear();
        see(6, client(), web(1), FlowVerdict.ANSWERED, flow -> flow.httpStatus(403));
        assertThat(diagnose().findings()).isEmpty();
    }

    @Test
    @DisplayName("a probe that is asked to log in says why a target is unhealthy")
    void guardedProbe() {
        world.report(1, MemberHealth.State.UNHEALTHY);
        see(
                3,
                client(),
                web(1),
                FlowVerdict.ANSWERED,
                flow -> flow.httpStatus(401).probe(true));
        Diagnosis diagnosis = diagnose();
        assertThat(codes(diagnosis.findings())).containsExactly("LB-APP-007");
        assertThat(codes(diagnosis.effects())).containsExactly("LB-NET-101");
        see(
                1,
                client(),
                web(1),
                FlowVerdict.ANSWERED,
                flow -> flow.httpStatus(200).probe(true));
        assertThat(codes(diagnose().findings())).containsExactly("LB-NET-101");
    }
}
