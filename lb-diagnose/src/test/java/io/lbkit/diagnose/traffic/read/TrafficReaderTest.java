package io.lbkit.diagnose.traffic.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.fixture.Json;
import io.lbkit.diagnose.traffic.Flow;
import io.lbkit.diagnose.traffic.FlowPeer;
import io.lbkit.diagnose.traffic.FlowVerdict;
import io.lbkit.diagnose.traffic.Metric;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.net.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficReaderTest {
    private static final String REQUEST = """
            {"flow":{"time":"2026-03-01T12:00:00.5Z","verdict":"FORWARDED","IP":{"source":"198.51.100.7","destination":"10.244.0.1","ipVersion":"IPv4"},"l4":{"TCP":{"source_port":40000,"destination_port":8080,"flags":{"SYN":true}}},"source":{"identity":2,"labels":["reserved:world"]},"destination":{"namespace":"shop","labels":["k8s:app=web"],"pod_name":"web-1","workloads":[{"name":"web","kind":"Deployment"}]},"Type":"L3_L4","node_name":"default/node-1","trace_observation_point":"TO_ENDPOINT","is_reply":false},"node_name":"default/node-1","time":"2026-03-01T12:00:00.5Z"}""";
    private static final String RESET = """
            {"flow":{"time":"2026-03-01T12:00:01Z","verdict":"FORWARDED","IP":{"source":"10.244.0.1","destination":"198.51.100.7"},"l4":{"TCP":{"source_port":8080,"destination_port":40000,"flags":{"RST":true,"ACK":true}}},"source":{"namespace":"shop","pod_name":"web-1"},"destination":{"labels":["reserved:world"]},"is_reply":true}}""";
    private static final String RESPONSE = """
            {"time":"2026-03-01T12:00:02Z","verdict":"FORWARDED","IP":{"source":"10.244.0.9","destination":"10.244.0.1"},"l4":{"TCP":{"source_port":5432,"destination_port":40001}},"source":{"namespace":"db","pod_name":"pg-0"},"destination":{"namespace":"shop","pod_name":"web-1"},"source_service":{"name":"pg","namespace":"db"},"l7":{"type":"RESPONSE","latency_ns":"1500000000","http":{"code":503,"method":"GET"}},"is_reply":true}""";
    private static final String DROP = """
            {"flow":{"time":"2026-03-01T12:00:03Z","verdict":"DROPPED","drop_reason":133,"drop_reason_desc":"POLICY_DENIED","IP":{"source":"198.51.100.8","destination":"10.244.0.1"},"l4":{"TCP":{"source_port":40002,"destination_port":8080}},"source":{"labels":["reserved:world"]},"destination":{"namespace":"shop","pod_name":"web-1"}}}""";

    private static TrafficEvidence read(String text) {
        return TrafficReader.of(Json::parse).read("flows.json", text);
    }

    private static List<String> codes(TrafficEvidence evidence) {
        return evidence.findings().stream()
                .map(finding -> finding.code().text())
                .toList();
    }

    @Test
    @DisplayName("a request of Hubble has client, server, port, place and verdict")
    void request() {
        Flow flow = read(REQUEST).flows().get(0);
        assertThat(flow.verdict()).isEqualTo(FlowVerdict.DELIVERED);
        assertThat(flow.client().place()).isEqualTo(FlowPeer.Place.OUTSIDE);
        assertThat(flow.client().label()).isEqualTo("198.51.100.7");
        assertThat(flow.server().pod()).contains(ObjectKey.of("shop", "web-1"));
        assertThat(flow.server().port()).hasValue(8080);
        assertThat(flow.server().workload()).contains("Deployment/shop/web");
        assertThat(flow.protocol()).contains(Protocol.TCP);
        assertThat(flow.node()).contains("node-1");
        assertThat(read(REQUEST).findings()).isEmpty();
    }

    @Test
    @DisplayName("client and server of a reply are those of its request")
    void reply() {
        Flow flow = read(RESET).flows().get(0);
        assertThat(flow.verdict()).isEqualTo(FlowVerdict.RESET);
        assertThat(flow.server().pod()).contains(ObjectKey.of("shop", "web-1"));
        assertThat(flow.server().port()).hasValue(8080);
        assertThat(flow.client().port()).hasValue(40000);
    }

    @Test
    @DisplayName("a response has its status and latency; a flow may come without its wrapper")
    void response() {
        Flow flow = read(RESPONSE).flows().get(0);
        assertThat(flow.verdict()).isEqualTo(FlowVerdict.ANSWERED);
        assertThat(flow.httpStatus()).hasValue(503);
        assertThat(flow.isServerError()).isTrue();
        assertThat(flow.latency()).contains(Duration.ofMillis(1500));
        assertThat(flow.server().service()).contains(ServiceKey.of("db", "pg"));
        assertThat(flow.client().pod()).contains(ObjectKey.of("shop", "web-1"));
    }

    @ParameterizedTest
    @DisplayName("a drop has its reason, from the name or from the number")
    @CsvSource({"'\"drop_reason_desc\":\"POLICY_DENIED\",', POLICY_DENIED", "'', POLICY_DENIED"})
    void drop(String name, String reason) {
        String text = DROP.replace("\"drop_reason_desc\":\"POLICY_DENIED\",", name);
        Flow flow = read(text).flows().get(0);
        assertThat(flow.verdict()).isEqualTo(FlowVerdict.DROPPED);
        assertThat(flow.dropReason()).contains(reason);
    }

    @ParameterizedTest
    @DisplayName("a policy that isolates the sender is told from one that isolates the receiver")
    @CsvSource({
        "INGRESS, POLICY_DENIED, POLICY_DENIED",
        "EGRESS, POLICY_DENIED, POLICY_DENIED_AT_EGRESS",
        "2, POLICY_DENY, POLICY_DENIED_AT_EGRESS",
        "EGRESS, FIB_LOOKUP_FAILED, FIB_LOOKUP_FAILED"
    })
    void direction(String direction, String given, String reason) {
        String text = DROP.replace("\"drop_reason_desc\":\"POLICY_DENIED\"", "\"drop_reason_desc\":\"" + given + "\"")
                .replace("\"verdict\"", "\"traffic_direction\":\"" + direction + "\",\"verdict\"");
        assertThat(read(text).flows().get(0).dropReason()).contains(reason);
    }

    @Test
    @DisplayName("an answer that is dropped is no request of the server, though Hubble does not say that it is a reply")
    void droppedAnswer() {
        String answer = RESET.replace("\"FORWARDED\"", "\"DROPPED\",\"drop_reason_desc\":\"FIB_LOOKUP_FAILED\"")
                .replace("\"RST\"", "\"SYN\"")
                .replace(",\"is_reply\":true", "");
        Flow flow = read(answer).flows().get(0);
        assertThat(flow.verdict()).isEqualTo(FlowVerdict.DROPPED);
        assertThat(flow.server().pod()).contains(ObjectKey.of("shop", "web-1"));
        assertThat(flow.client().address().map(Object::toString)).contains("198.51.100.7");
    }

    @Test
    @DisplayName("an exporter that leaves node and time out of the flow has them around it")
    void aroundTheFlow() {
        String text = REQUEST.replace("{\"flow\":{\"time\":\"2026-03-01T12:00:00.5Z\",", "{\"flow\":{")
                .replace("\"node_name\":\"default/node-1\",\"trace", "\"trace");
        Flow flow = read(text).flows().get(0);
        assertThat(read(text).findings()).isEmpty();
        assertThat(flow.time()).isEqualTo(Instant.parse("2026-03-01T12:00:00.5Z"));
        assertThat(flow.node()).contains("node-1");
    }

    @Test
    @DisplayName("events of the agent, of debugging and of another kind say nothing about requests")
    void otherEvents() {
        TrafficEvidence evidence = read("""
                {"agent_event":{"type":"AGENT_STARTED"},"node_name":"n","time":"2026-03-01T12:00:00Z"}
                {"debug_event":{"type":"DBG_CT_LOOKUP"},"node_name":"n","time":"2026-03-01T12:00:00Z"}
                """);
        assertThat(evidence.flows()).isEmpty();
        assertThat(codes(evidence)).containsExactly("LB-TRF-108");
    }

    @ParameterizedTest
    @DisplayName("a last line that is cut off costs only itself and is told")
    @ValueSource(ints = {1, 20, 200, 320})
    void truncated(int length) {
        TrafficEvidence evidence = read(REQUEST + "\n" + DROP.substring(0, length));
        assertThat(evidence.flows()).hasSize(1);
        assertThat(codes(evidence)).containsExactly("LB-TRF-101");
        assertThat(evidence.findings().get(0).message()).contains("1 line cannot be parsed");
        assertThat(evidence.findings().get(0).about()).isEqualTo("flows.json line 2");
    }

    @Test
    @DisplayName("a field that cannot be used costs only its record")
    void badField() {
        TrafficEvidence evidence = read(REQUEST.replace("198.51.100.7", "198.51.100.700") + "\n" + DROP);
        assertThat(evidence.flows()).hasSize(1);
        assertThat(codes(evidence)).containsExactly("LB-TRF-102");
        assertThat(evidence.findings().get(0).message()).contains("198.51.100.700");
    }

    @Test
    @DisplayName("lost events, nodes that were not reached and clocks that disagree are told")
    void gaps() {
        TrafficEvidence evidence = read("""
                {"lost_events":{"source":"PERF_EVENT_RING_BUFFER","num_events_lost":"7"},"time":"2026-03-01T12:00:00Z"}
                {"node_status":{"state_change":"NODE_UNAVAILABLE","node_names":["node-2","node-3"]}}
                """
                + REQUEST.replace(
                        "\"node_name\":\"default/node-1\",\"time\":\"2026-03-01T12:00:00.5Z\"}",
                        "\"node_name\":\"default/node-1\",\"time\":\"2026-03-01T12:05:00Z\"}"));
        assertThat(codes(evidence)).containsExactly("LB-TRF-103", "LB-TRF-104", "LB-TRF-105");
        assertThat(evidence.findings().get(0).message()).contains("7 events");
        assertThat(evidence.flows()).hasSize(1);
    }

    @Test
    @DisplayName("plain JSON has flows, series and windows in which everything was seen")
    void plain() {
        TrafficEvidence evidence = read("""
                {"schema":"lbkit.traffic/v1",
                 "completeWindows":[{"from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:10:00Z"}],
                 "flows":[{"time":"2026-03-01T12:00:00Z","client":{"address":"198.51.100.7"},
                   "server":{"pod":"shop/web-1","port":8080},"protocol":"tcp","verdict":"answered","httpStatus":200,
                   "latencySeconds":0.25}],
                 "series":[{"metric":"healthy-targets","subject":"Service/shop/web",
                   "points":[{"time":"2026-03-01T12:00:00Z","value":3}]}]}
                """);
        assertThat(evidence.findings()).isEmpty();
        assertThat(evidence.completeWindows()).hasSize(1);
        assertThat(evidence.flows().get(0).latency()).contains(Duration.ofMillis(250));
        assertThat(evidence.series(Metric.HEALTHY_TARGETS, "Service/shop/web")
                        .get(0)
                        .points())
                .containsEntry(Instant.parse("2026-03-01T12:00:00Z"), 3.0);
    }

    @Test
    @DisplayName("what is complete is not complete if a record of it cannot be used, and unknown fields are told")
    void noLongerComplete() {
        TrafficEvidence evidence = read("""
                {"schema":"lbkit.traffic/v1","hint":1,
                 "completeWindows":[{"from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:10:00Z"}],
                 "flows":[{"time":"noon","client":{"address":"198.51.100.7"},"server":{"pod":"shop/web-1"},"verdict":"answered"}]}
                """);
        assertThat(evidence.completeWindows()).isEmpty();
        assertThat(codes(evidence)).containsExactly("LB-TRF-102", "LB-TRF-106");
    }

    @Test
    @DisplayName("CSV of flows, with quotes, an unknown column and a row that is too short")
    void csvOfFlows() {
        TrafficEvidence evidence = read("time,client_address,server_pod,server_port,verdict,drop_reason,colour\r\n"
                + "2026-03-01T12:00:00Z,198.51.100.7,shop/web-1,8080,dropped,\"POLICY, \"\"x\"\"\",red\r\n"
                + "2026-03-01T12:00:01Z,198.51.100.7\r\n");
        assertThat(evidence.flows()).hasSize(1);
        assertThat(evidence.flows().get(0).dropReason()).contains("POLICY, \"x\"");
        assertThat(codes(evidence)).containsExactly("LB-TRF-102", "LB-TRF-106");
    }

    @Test
    @DisplayName("CSV of measurements makes one series of each subject")
    void csvOfSeries() {
        TrafficEvidence evidence = read("""
                time,metric,subject,peer,value
                2026-03-01T12:01:00Z,healthy-targets,Service/shop/web,,2
                2026-03-01T12:00:00Z,healthy-targets,Service/shop/web,,3
                2026-03-01T12:00:00Z,error-ratio,Service/shop/web,,1.5
                """);
        assertThat(evidence.series()).hasSize(1);
        assertThat(evidence.series().get(0).points().values()).containsExactly(3.0, 2.0);
        assertThat(evidence.series().get(0).period()).isEqualTo(Duration.ofMinutes(1));
        assertThat(codes(evidence)).containsExactly("LB-TRF-102");
    }

    @ParameterizedTest
    @DisplayName("a text without traffic is told as such")
    @ValueSource(strings = {"", "\n", "hello", "a,b\n1,2\n"})
    void nothing(String text) {
        assertThat(codes(read(text))).containsExactly("LB-TRF-107");
    }

    @Property(tries = 200)
    void linesComeInAnyOrder(@ForAll Random random) {
        List<String> lines = new ArrayList<>(List.of(REQUEST, RESET, RESPONSE, DROP));
        Collections.shuffle(lines, random);
        assertThat(read(String.join("\n", lines))).isEqualTo(read(String.join("\n", REQUEST, RESET, RESPONSE, DROP)));
    }

    @Property(tries = 500)
    void cutTextIsNoException(@ForAll @IntRange(max = 2500) int length, @ForAll Random random) {
        String text = String.join("\n", REQUEST, RESET, RESPONSE, DROP);
        char[] cut = text.substring(0, Math.min(length, text.length())).toCharArray();
        if (cut.length > 0) {
            cut[random.nextInt(cut.length)] = (char) (32 + random.nextInt(95));
        }
        TrafficEvidence evidence = read(new String(cut));
        long lines = Arrays.stream(new String(cut).split("\n", -1))
                .filter(line -> !line.isBlank())
                .count();
        assertThat(evidence.flows().size()).isLessThanOrEqualTo((int) lines);
        assertThat(evidence.flows().size() == lines || !evidence.findings().isEmpty())
                .isTrue();
    }
}
