package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.finding.Severity;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Namespaces, and answers of the API in place of objects")
class NamespacesAndRefusalsTest {
    private static final String NODES = "---\n{apiVersion: v1, kind: NodeList, items: []}\n---\n";

    private static ClusterInput read(String text) {
        return ClusterReader.create().add("in.yaml", text).read();
    }

    @Test
    @DisplayName("the labels of Namespaces are kept, alone and in lists")
    void labels() {
        ClusterInput input = read("""
                {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: edge, tier: "1"}}}
                ---
                {apiVersion: v1, kind: NamespaceList, items: [{metadata: {name: empty}}]}
                """);
        assertThat(input.namespaceLabels())
                .isEqualTo(Map.of("shop", Map.of("team", "edge", "tier", "1"), "empty", Map.of()));
        assertThat(input.clusterUids()).isEmpty();
        assertThat(input.findings()).isEmpty();
        assertThat(input.objects()).containsEntry("Namespace", 2);
    }

    @Test
    @DisplayName("the uid of kube-system tells the cluster, and several tell several")
    void clusterUids() {
        ClusterInput input = read("""
                {apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: b}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: kube-system, uid: a}}
                ---
                {apiVersion: v1, kind: Namespace, metadata: {name: shop, uid: c}}
                """);
        assertThat(input.clusterUids()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @DisplayName("what the API did not give is not known to be absent")
    @CsvSource({"pods, POD, NODE", "nodes, NODE, POD", "endpointslices, ENDPOINT_SLICE, NODE"})
    void refused(String kind, ObjectType refused, ObjectType other) {
        ClusterInput input = read("""
                {apiVersion: v1, kind: PodList, items: []}
                ---
                {apiVersion: discovery.k8s.io/v1, kind: EndpointSliceList, items: []}
                """ + NODES + """
                        {apiVersion: v1, kind: Status, status: Failure, code: 403, reason: Forbidden,
                         message: "not allowed", details: {kind: %s}}
                        """.formatted(kind));
        assertThat(input.snapshot().coverage(refused)).isEqualTo(Coverage.PARTIAL);
        assertThat(input.snapshot().coverage(other)).isEqualTo(Coverage.COMPLETE);
        assertThat(input.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).hasToString("LB-IN-017");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).isEqualTo("The API did not give " + kind + ": 403 not allowed.");
        });
    }

    @Test
    @DisplayName("a refusal that does not say of what leaves nothing complete, and a success says nothing")
    void ofWhat() {
        ClusterInput refused = read(NODES + "{apiVersion: v1, kind: Status, status: Failure, reason: NotFound}");
        assertThat(refused.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.PARTIAL);
        assertThat(refused.findings().get(0).message()).isEqualTo("The API did not give objects: NotFound.");
        ClusterInput done = read(NODES + "{apiVersion: v1, kind: Status, status: Success}");
        assertThat(done.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
    }
}
