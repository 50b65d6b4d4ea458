package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who changed what before targets were lost, as workloads and managed fields show. */
class ChangesTest {
    private static final String DROP = "2026-03-01T12:42:00Z";
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: pay
              namespace: shop
              uid: u
              managedFields:
              - {manager: helm, operation: Apply, time: "2026-02-01T09:00:00Z", fieldsV1: {"f:spec": {"f:ports": {}, "f:type": {}}}}
              - {manager: %s, operation: Update, time: "2026-03-01T12:41:20Z", fieldsV1: {"f:spec": {"f:selector": {"f:tier": {}, "v:HIDDEN": {}}}}}
            spec:
              type: LoadBalancer
              selector: {app: pay, tier: %s}
              ports: [{name: https, port: 443, targetPort: 8443, nodePort: 30443}]
            ---
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: pay
              namespace: shop
              generation: %d
              managedFields:
              - {manager: %s, operation: Update, subresource: scale, time: "2026-03-01T12:41:20Z", fieldsV1: {"f:spec": {"f:replicas": {}}}}
            spec:
              replicas: %d
              selector: {matchLabels: {app: pay}}
              template: {metadata: {labels: {app: pay, tier: front}}}
            ---
            """;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: pay-1
              namespace: shop
              labels: {app: pay, tier: front}
              ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: pay-5d8f, uid: r, controller: true}]
            spec: {nodeName: node-a, containers: [{name: server, readinessProbe: {tcpSocket: {port: 8443}}}]}
            status:
              phase: Running
              podIPs: [{ip: 10.244.1.7}]
              conditions: [{type: Ready, status: "True"}]
            ---
            """;
    private static final String NO_POD = "{apiVersion: v1, kind: PodList, items: []}\n---\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void measure() throws IOException {
        StringBuilder series = new StringBuilder("time,metric,subject,peer,value\n");
        for (Instant time = Instant.parse("2026-03-01T12:00:00Z");
                time.isBefore(Instant.parse("2026-03-01T12:46:00Z"));
                time = time.plusSeconds(60)) {
            int healthy = time.isBefore(Instant.parse(DROP)) ? 1 : 0;
            series.append(time)
                    .append(",healthy-targets,Service/shop/pay,,")
                    .append(healthy)
                    .append('\n');
            series.append(time)
                    .append(",healthy-targets,Service/shop/pay,Pod/shop/pay-1,")
                    .append(healthy)
                    .append('\n');
        }
        Files.writeString(folder.resolve("health.csv"), series);
    }

    private String write(String name, String... objects) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, String.join("", objects));
        return file.toString();
    }

    /** A report breaks its lines where the terminal ends. */
    private static String unbroken(Program.Run run) {
        return run.out().replaceAll("\\n +", " ");
    }

    private Program.Run explain(String cluster, String before) {
        return Program.run(
                "explain",
                "-f",
                cluster,
                "--before",
                before,
                "--before-at",
                "2026-03-01T12:40:00Z",
                "--series",
                folder.resolve("health.csv").toString());
    }

    @Test
    @DisplayName("two dumps tell what changed, and the managed fields who did it and when")
    void author() throws IOException {
        Program.Run run = explain(
                write("now.yaml", SERVICE.formatted("kubectl-edit", "frontt"), POD),
                write("before.yaml", SERVICE.formatted("kubectl-create", "front"), POD));
        assertThat(unbroken(run))
                .contains("Healthy targets dropped at " + DROP)
                .containsPattern(
                        "likely [0-9.]+ Service/shop/pay spec.selector: \\{app=pay, tier=front} -> \\{app=pay, tier=frontt} by"
                                + " kubectl-edit \\(2026-03-01T12:41:20Z");
    }

    @Test
    @DisplayName("without an earlier dump the managed fields are what is left to tell")
    void managedFieldsAlone() throws IOException {
        Program.Run run = Program.run(
                "explain",
                "-f",
                write("now.yaml", SERVICE.formatted("kubectl-edit", "front"), POD),
                "--series",
                folder.resolve("health.csv").toString());
        assertThat(unbroken(run))
                .containsPattern("likely [0-9.]+ Service/shop/pay spec.selector: written by kubectl-edit")
                .doesNotContain("helm");
    }

    @Test
    @DisplayName("without managed fields and an earlier dump nothing is said of changes")
    void nothing() throws IOException {
        String service = SERVICE.formatted("kubectl-edit", "front").replaceAll("(?s)  managedFields.*?\nspec", "spec");
        Program.Run run = Program.run(
                "explain",
                "-f",
                write("now.yaml", service, POD),
                "--series",
                folder.resolve("health.csv").toString());
        assertThat(unbroken(run)).doesNotContain("Healthy targets");
    }

    @Test
    @DisplayName(
            "a workload that was scaled to zero is the cause and the change, and the pods that went follow from it")
    void scaledToZero() throws IOException {
        Program.Run run = explain(
                write("now.yaml", SERVICE.formatted("helm", "front"), DEPLOYMENT.formatted(2, "kubectl", 0), NO_POD),
                write("before.yaml", SERVICE.formatted("helm", "front"), DEPLOYMENT.formatted(1, "helm", 1), POD));
        assertThat(unbroken(run))
                .contains("LB-EP-010 shop/pay Deployment/shop/pay spec.replicas")
                .containsPattern("likely [0-9.]+ Deployment/shop/pay spec.replicas: 1 -> 0 by kubectl")
                .doesNotContain("pods went");
    }

    @Test
    @DisplayName("a bundle keeps who wrote which fields, and no value of a field")
    void bundle() throws IOException {
        String now =
                write("now.yaml", SERVICE.formatted("kubectl-edit", "front"), POD, DEPLOYMENT.formatted(1, "helm", 1));
        String bundle = folder.resolve("bundle").toString();
        String series = folder.resolve("health.csv").toString();
        assertThat(Program.run("capture", "-f", now, "--traffic", series, "--to", bundle)
                        .code())
                .isZero();
        assertThat(Files.readString(folder.resolve("bundle").resolve("cluster.yaml")))
                .contains("manager: kubectl-edit", "f:selector")
                .doesNotContain("HIDDEN", "f:tier");
        assertThat(Program.run("explain", bundle).out())
                .isEqualTo(Program.run("explain", "-f", now, "--series", series).out())
                .contains("by kubectl-edit");
    }
}
