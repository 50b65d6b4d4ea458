package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.kubernetes.ClusterReader;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle says the same elsewhere, and holds nothing that is nobody's business. */
class CaptureTest {
    private static final String CLUSTER = "night/cluster.yaml";
    private static final String CLOUD = "night/cloud.yaml";

    @TempDir
    private Path folder;

    private Path bundle() {
        return folder.resolve("bundle");
    }

    private Program.Run capture(Object... files) {
        List<String> command = Stream.concat(
                        Stream.of("capture", "--to", bundle().toString()),
                        Stream.of(files).map(Object::toString))
                .toList();
        return Program.run(command.toArray(String[]::new));
    }

    private Path with(String... objects) throws IOException {
        Path file = folder.resolve("cluster.yaml");
        Files.writeString(file, Files.readString(Path.of(CLUSTER)) + "\n---\n" + String.join("\n---\n", objects));
        return file;
    }

    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(bundle())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    @DisplayName("what is explained from a bundle is what is explained from its sources, word by word")
    void sameElsewhere() {
        assertThat(capture("-f", CLUSTER, "--actual", CLOUD).code()).isZero();

        Program.Run here = Program.run("explain", "-f", CLUSTER, "--actual", CLOUD);
        Program.Run elsewhere = Program.run("explain", bundle().toString());

        assertThat(elsewhere.out()).isEqualTo(here.out());
        assertThat(elsewhere.code()).isEqualTo(here.code());
    }

    @Test
    @DisplayName("without the cloud nobody looked, in the bundle either")
    void withoutCloud() {
        assertThat(capture("-f", CLUSTER).code()).isZero();
        assertThat(Program.run("explain", bundle().toString(), "-n", "shop/web").out())
                .isEqualTo(
                        Program.run("explain", "-f", CLUSTER, "-n", "shop/web").out())
                .contains("the cloud was not asked");
    }

    @ParameterizedTest
    @DisplayName("what was read, and what of it is missing, is known elsewhere as well")
    @ValueSource(
            strings = {
                "{apiVersion: policy/v1, kind: PodDisruptionBudgetList, items: []}",
                "{apiVersion: policy/v1, kind: PodDisruptionBudgetList, metadata: {resourceVersion: '7'}}",
                "{apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: c, namespace: shop}}]}",
                "{apiVersion: v1, kind: PodList, metadata: {continue: abc}, items: []}",
                "{apiVersion: v1, kind: List, metadata: {continue: abc}, items: []}",
                "{apiVersion: v1, kind: PodList, items: [{metadata: {name: web-9, namespace: shop}}]}",
                "{apiVersion: v1, kind: List, items: [{apiVersion: v1, metadata: {name: web-9}}]}",
                "{apiVersion: v1, kind: List, items: [an error message]}",
                "{apiVersion: v1, kind: List, items: [{apiVersion: apps/v1, kind: DeploymentList, items: []}]}",
                "an error message"
            })
    void sameCoverageElsewhere(String document) throws IOException {
        Path cluster = with(document);
        assertThat(capture("-f", cluster).code()).isZero();

        assertThat(read(bundle().resolve("cluster.yaml"))).isEqualTo(read(cluster));
    }

    /** {@return how much of each type is known, and how many pods} */
    private static Map<Object, Object> read(Path file) {
        ClusterSnapshot cluster = ClusterReader.create().add(file).read().snapshot();
        Map<Object, Object> read = new LinkedHashMap<>();
        for (ObjectType type : ObjectType.values()) {
            read.put(type, cluster.coverage(type));
        }
        read.put("pods", cluster.pods().size());
        return read;
    }

    @Test
    @DisplayName("secrets are left out wherever they stand")
    void secrets() throws IOException {
        Path cluster = with("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: shop}
                stringData: {a: HIDDEN-1}
                """, """
                apiVersion: example.org/v1
                kind: AllowList
                metadata: {name: a, namespace: shop}
                spec: {tokens: [HIDDEN-0]}
                """, """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: c, namespace: shop}
                data: {a: HIDDEN-2}
                """, """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: p
                  namespace: shop
                  labels: {app: p}
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: HIDDEN-3
                    vendor.example/key: HIDDEN-4
                spec:
                  nodeName: node-a
                  serviceAccountName: HIDDEN-5
                  imagePullSecrets: [{name: HIDDEN-6}]
                  volumes: [{name: v, secret: {secretName: HIDDEN-7}}]
                  containers:
                    - name: server
                      image: registry/HIDDEN-8
                      command: [run, --password, HIDDEN-9]
                      args: [HIDDEN-10]
                      env: [{name: PASSWORD, value: HIDDEN-11}]
                      lifecycle: {preStop: {exec: {command: [HIDDEN-12]}, sleep: {seconds: 15}}}
                      readinessProbe:
                        httpGet: {path: /ready, port: 80, httpHeaders: [{name: Authorization, value: HIDDEN-13}]}
                status:
                  phase: Running
                  containerStatuses:
                    - name: server
                      ready: false
                      restartCount: 1
                      image: i
                      imageID: i
                      state: {terminated: {exitCode: 1, reason: Error, message: HIDDEN-14}}
                """, """
                apiVersion: v1
                kind: Event
                metadata: {name: e, namespace: shop}
                involvedObject: {kind: Service, name: web, namespace: shop}
                reason: SyncLoadBalancerFailed
                message: "failed: token=HIDDEN-15 key AKIAIOSFODNN7EXAMPLE Bearer HIDDEN-16 at https://me:HIDDEN-17@host/"
                type: Warning
                """);

        Program.Run run = capture("-f", cluster, "--actual", CLOUD);

        assertThat(run.out()).contains("left out {AllowList=1, ConfigMap=1, Secret=1}");
        assertThat(everything())
                .doesNotContain("HIDDEN", "AKIA", "last-applied")
                .contains("SyncLoadBalancerFailed", "name: p", "/ready", "seconds: 15", "(left out)");
    }

    @Test
    @DisplayName(
            "of environments, only the variables stay that the cloud routes by, without where their values come from")
    void variables() throws IOException {
        Path cluster = with("""
                apiVersion: v1
                kind: Pod
                metadata: {name: p, namespace: shop}
                spec:
                  containers:
                    - name: one
                      env:
                        - {name: PASSWORD, value: HIDDEN-1}
                        - {name: AWS_LBC_QUIC_SERVER_ID, value: LWV1oW+gjqQ=}
                    - name: two
                      env:
                        - {name: AWS_LBC_QUIC_SERVER_ID, valueFrom: {secretKeyRef: {name: HIDDEN-2, key: HIDDEN-3}}}
                    - name: three
                      env: [{name: PASSWORD, value: HIDDEN-4}]
                """);

        assertThat(capture("-f", cluster, "--cloud", "aws", "--actual", nothing())
                        .code())
                .isZero();

        assertThat(everything())
                .doesNotContain("HIDDEN", "PASSWORD")
                .contains("AWS_LBC_QUIC_SERVER_ID", "LWV1oW+gjqQ=", "valueFrom");
        assertThat(ClusterReader.create()
                        .keepPodVariables(Set.of("AWS_LBC_QUIC_SERVER_ID"))
                        .add(bundle().resolve("cluster.yaml"))
                        .read()
                        .snapshot()
                        .pod(ObjectKey.of("shop", "p"))
                        .orElseThrow()
                        .containers())
                .extracting(Container::variables)
                .containsExactly(
                        List.of(EnvVariable.of("AWS_LBC_QUIC_SERVER_ID", "LWV1oW+gjqQ=")),
                        List.of(new EnvVariable("AWS_LBC_QUIC_SERVER_ID", Optional.empty())),
                        List.of());
    }

    /** {@return a file that says that the cloud has nothing} */
    private Path nothing() throws IOException {
        Path file = folder.resolve("cloud.yaml");
        Files.writeString(file, "{schema: lbkit.observation/v1, cloud: aws}\n");
        return file;
    }

    @Test
    @DisplayName("flows keep who called whom, and lose what was said")
    void flows() throws IOException {
        Path flows = folder.resolve("flows.json");
        Files.writeString(flows, """
                {"flow":{"verdict":"FORWARDED","l7":{"http":{"code":200,"url":"http://shop/pay?card=HIDDEN-1","headers":[{"key":"Cookie","value":"HIDDEN-2"}]}}}}
                {"flow":{"verdict":"DROPPED","drop_reason_desc":"POLICY_DENIED"}}
                {"flow":{"verdict":"FORW
                """);

        assertThat(capture("-f", CLUSTER, "--traffic", flows).code()).isZero();

        assertThat(Files.readAllLines(bundle().resolve("traffic-1.json"))).hasSize(3);
        assertThat(everything()).doesNotContain("HIDDEN").contains("POLICY_DENIED", "http://shop/pay", "\"code\": 200");
    }

    @ParameterizedTest
    @DisplayName("a folder that is in use is not written to, and none is no bundle")
    @ValueSource(strings = {"capture", "explain"})
    void badFolders(String command) throws IOException {
        Files.createDirectories(bundle());
        Files.writeString(bundle().resolve("mine.txt"), "x");
        Program.Run run =
                command.equals("capture") ? capture("-f", CLUSTER) : Program.run("explain", bundle().toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(command.equals("capture") ? "is not empty" : "is no bundle");
        assertThat(everything()).isEqualTo("x");
    }

    @Test
    @DisplayName("nothing to read is a wrong command line, and what cannot be read leaves no half a bundle")
    void badInput() throws IOException {
        assertThat(capture().code()).isEqualTo(64);
        assertThat(Program.run("explain").code()).isEqualTo(64);
        Path cut = folder.resolve("cut.json");
        Files.writeString(cut, "{\"kind\": \"List\", \"items\": [{");
        assertThat(capture("-f", cut).code()).isEqualTo(1);
        assertThat(bundle()).doesNotExist();
    }
}
