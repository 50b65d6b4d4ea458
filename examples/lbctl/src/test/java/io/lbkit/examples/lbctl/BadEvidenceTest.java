package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What explain makes of evidence that is cut off, mixed up or refused: what is missing is named, and nothing is guessed. */
class BadEvidenceTest {
    private static final Path NIGHT = Path.of("night");
    private static final String NAMESPACE = """

            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-system, uid: %s}
            """;
    private static final String SOON = "2026-03-01T13:00:00Z";

    @TempDir
    private Path folder;

    private String cluster = "";
    private String cloud = "";

    @BeforeEach
    void whole() throws IOException {
        cluster = Files.readString(NIGHT.resolve("cluster.yaml"));
        cloud = Files.readString(NIGHT.resolve("cloud.yaml"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Program.Run explain(String service, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "explain",
                "-f",
                file("cluster.yaml", cluster),
                "--actual",
                file("cloud.yaml", cloud),
                "--width",
                "0",
                "-n",
                service));
        args.addAll(List.of(more));
        Program.Run run = Program.run(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        return run;
    }

    private static void assertUnsettled(Program.Run run, String service) {
        assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
        assertThat(run.out())
                .contains(service + ": inconclusive,", "(possible)")
                .doesNotContain("(confirmed)", ">>FAIL");
    }

    private static String without(String dump, String kind) {
        return dump.replaceAll("(?ms)^- apiVersion: \\S+\\n  kind: " + kind + "\\n.*?(?=^- |\\z)", "");
    }

    @Test
    @DisplayName("what all of this begins with is well, as far as it is known")
    void atFirst() throws IOException {
        Program.Run run = explain("shop/web");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("shop/web: delivers, 2 of 2 backends reached (probable)");
    }

    @Nested
    @DisplayName("the dump of the cluster")
    class Dump {
        @ParameterizedTest(name = "without {0}")
        @DisplayName("lacks a type of object: the facts to get are named")
        @CsvSource({
            "Pod, inconclusive, kubectl get pods",
            "EndpointSlice, inconclusive, kubectl get endpointslices",
        })
        void partial(String kind, String verdict, String next) throws IOException {
            cluster = without(cluster, kind);
            Program.Run run = explain("shop/web");
            assertThat(run.out()).contains("shop/web: " + verdict).contains(next);
            assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
        }

        @ParameterizedTest(name = "after {0} characters")
        @DisplayName("is cut off, wherever: the file and the line are named, and no outage is claimed that is none")
        @ValueSource(ints = {750, 1400, 2100, 2800, 3500, 4200, 4450, 5300, 5400})
        void cut(int length) throws IOException {
            cluster = cluster.substring(0, length);
            Program.Run run = explain("shop/web");
            assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
            assertThat(run.out()).contains("LB-IN-00").doesNotContain("broken", "degraded", "(confirmed)");
        }

        @Test
        @DisplayName("is JSON that is cut off")
        void cutJson() throws IOException {
            StringBuilder json = new StringBuilder();
            for (Object document : Documents.readAll(NIGHT.resolve("cluster.yaml"), "")) {
                StringWriter text = new StringWriter();
                Documents.writeJson(document, text);
                json.append(text);
            }
            cluster = json.substring(0, json.length() - 40);
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-IN-003", "cluster.yaml");
        }

        @Test
        @DisplayName("has the ends of lines of another system")
        void ends() throws IOException {
            cluster = cluster.replace("\n", "\r\n");
            assertThat(explain("shop/web").out()).contains("shop/web: delivers, 2 of 2");
        }

        @Test
        @DisplayName("has one Service that cannot be read among others: it is told as one of which nothing is known")
        void oneUnreadable() throws IOException {
            cluster = cluster.replace("port: 443,", "port: 4430000,");
            Program.Run run = explain("shop");
            assertThat(run.code()).isEqualTo(ExitCodes.NOT_DELIVERED);
            assertThat(run.out())
                    .contains("shop/cart: degraded,", "shop/pay: inconclusive, 0 of 0", "shop/web: delivers,")
                    .containsOnlyOnce("error LB-IN-009")
                    .contains("spec.ports[0].port is '4430000'");
            assertThat(explain("shop/pay").code()).isEqualTo(ExitCodes.UNSETTLED);
        }

        @ParameterizedTest
        @DisplayName("has no such Service: nothing was explained, and the nearest name is told")
        @CsvSource({"shop/wbe, Did you mean shop/web?", "elsewhere, Check the name"})
        void noSuchService(String service, String remedy) throws IOException {
            Program.Run run = explain(service);
            assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
            assertThat(run.out()).contains("LB-CTL-001").contains(remedy);
        }

        @Test
        @DisplayName("is an empty folder, or a file that holds nothing")
        void empty() throws IOException {
            Files.createDirectories(folder.resolve("empty"));
            for (String source : List.of(folder.resolve("empty").toString(), file("empty.yaml", ""))) {
                Program.Run run = Program.run("explain", "-f", source);
                assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
                assertThat(run.out()).contains("LB-CTL-002", "LB-IN-006");
            }
        }

        @ParameterizedTest(name = "{1} of {0}")
        @DisplayName("has an answer of the API in place of objects")
        @CsvSource({
            "pods, 403, Forbidden, delivers", // the slices name every backend, so other pods do not matter
            "endpointslices, 404, NotFound, inconclusive",
            "'', 500, InternalError, inconclusive"
        })
        void refused(String what, int code, String reason, String verdict) throws IOException {
            cluster += """

                    ---
                    apiVersion: v1
                    kind: Status
                    status: Failure
                    reason: %s
                    code: %d
                    message: '%s: User "me" cannot list'
                    details: {kind: "%s"}
                    """.formatted(reason, code, what, what);
            Program.Run run = explain("shop/web");
            assertThat(run.out())
                    .contains("shop/web: " + verdict)
                    .doesNotContain("(confirmed)")
                    .contains("LB-IN-017")
                    .contains("The API did not give " + (what.isEmpty() ? "objects" : what) + ": " + code + " ");
        }

        @Test
        @DisplayName("has the words of kubectl where objects should be")
        void wordsOfKubectl() throws IOException {
            cluster +=
                    "\n---\nError from server (Forbidden): pods is forbidden: User \"me\" cannot list resource \"pods\"\n";
            Program.Run run = explain("shop/web");
            assertThat(run.code()).isEqualTo(ExitCodes.UNSETTLED);
            assertThat(run.out()).contains("shop/web: inconclusive", "LB-IN-003");
        }
    }

    @Nested
    @DisplayName("objects of several clusters")
    class SeveralClusters {
        private void assertMixed(String service, String words) throws IOException {
            Program.Run run = explain(service);
            assertThat(run.code()).as(run.out()).isEqualTo(ExitCodes.UNSETTLED);
            assertThat(run.out())
                    .contains(service + ": inconclusive,", "(possible)", "LB-EVD-101")
                    .contains(words)
                    .doesNotContain("(confirmed)");
        }

        @Test
        @DisplayName("two Namespaces kube-system")
        void namespaces() throws IOException {
            cluster += NAMESPACE.formatted("6c0f7a52-0000-4000-8000-000000000001")
                    + NAMESPACE.formatted("6c0f7a52-0000-4000-8000-000000000002");
            assertMixed("shop/web", "000000000001, 6c0f7a52");
        }

        @Test
        @DisplayName("nodes of others: pods are on none of them")
        void nodes() throws IOException {
            cluster = cluster.replace("nodeName: node-", "nodeName: ip-10-9-0-");
            assertMixed("shop/web", "None of the 2 nodes that the pods are on is among the 2 nodes of the input");
        }

        @Test
        @DisplayName("machines of two clouds")
        void machines() throws IOException {
            cluster = cluster.replace("simulated:///a/node-a", "aws:///eu-west-1a/i-0123456789abcdef0")
                    .replace("simulated:///b/node-b", "gce://project/europe-west1-b/node-b");
            assertMixed("shop/web", "aws, gcp");
        }

        @Test
        @DisplayName("slices of Services with the same names")
        void slices() throws IOException {
            cluster = cluster.replaceAll(
                    "(kind: EndpointSlice\\n  metadata: \\{)",
                    "$1ownerReferences: [{apiVersion: v1, kind: Service, name: x, controller: true,"
                            + " uid: 6c0f7a52-0000-4000-8000-00000000000f}], ");
            assertMixed("shop/web", "those of other Services with the same names");
        }

        @Test
        @DisplayName("the cloud of another cluster is left out: it proves no outage")
        void otherMarks() throws IOException {
            Program.Run run = explain("shop/web", "--cluster-id", "production");
            assertUnsettled(run, "shop/web");
            assertThat(run.out())
                    .contains("LB-EVD-102", "no object of cluster production, and has those of kubernetes")
                    .contains("What would help next: what the cloud has");
        }

        @Test
        @DisplayName("a cloud that has nothing of any Service may be that of another region or account")
        void nothingAtAll() throws IOException {
            cloud = cloud.replaceAll("(?ms)^resources:.*?^superseded", "resources: []\nsuperseded")
                    .replaceAll("(?ms)^health:.*?^traffic", "health: []\ntraffic");
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-EVD-102", "3 Services show an address", "Check region, account");
        }

        @Test
        @DisplayName("the cloud of a cluster that was made anew under the same name is left out as well")
        void otherUids() throws IOException {
            cloud = cloud.replace("uid: 6c0f7a52-0b1c", "uid: 6c0f7a52-ffff");
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-EVD-102", "6c0f7a52-ffff");
        }

        @Test
        @DisplayName("what the cluster alone shows stays confirmed")
        void clusterAlone() throws IOException {
            Program.Run run = explain("shop/pay", "--cluster-id", "production");
            assertThat(run.code()).isEqualTo(ExitCodes.NOT_DELIVERED);
            assertThat(run.out()).contains("shop/pay: broken", "LB-SVC-002", "LB-EVD-102");
        }
    }

    @Nested
    @DisplayName("clocks that disagree")
    class Clocks {
        private String flows(String time) throws IOException {
            return file("flows.jsonl", """
                    {"flow":{"time":"%s","verdict":"FORWARDED","IP":{"source":"10.244.1.5","destination":"198.51.100.7"},"l4":{"TCP":{"source_port":8080,"destination_port":40000,"flags":{"RST":true}}},"source":{"namespace":"shop","pod_name":"web-1"},"destination":{"labels":["reserved:world"]},"is_reply":true}}
                    """.formatted(time));
        }

        @Test
        @DisplayName("flows of the time of the evidence count")
        void now() throws IOException {
            Program.Run run = explain("shop/web", "--at", SOON, "--flows", flows("2026-03-01T12:59:00Z"));
            assertThat(run.out()).contains("LB-APP-002").doesNotContain("LB-EVD");
        }

        @Test
        @DisplayName("flows of the future are left out and told")
        void future() throws IOException {
            Program.Run run = explain("shop/web", "--at", SOON, "--flows", flows("2026-03-01T13:10:00Z"));
            assertThat(run.code()).isZero();
            assertThat(run.out())
                    .contains("shop/web: delivers, 2 of 2", "LB-EVD-104", "1 flow is later than the evidence")
                    .contains("2026-03-01T13:10:00Z")
                    .doesNotContain("LB-APP-002");
        }

        @Test
        @DisplayName("flows of yesterday are left out and told, also if only the objects tell the time")
        void past() throws IOException {
            String old = flows("2026-02-28T12:00:00Z");
            assertThat(explain("shop/web", "--at", SOON, "--flows", old).out())
                    .contains("LB-EVD-105")
                    .doesNotContain("LB-APP-002");
            cluster = cluster.replace(
                    "{type: Ready, status: \"True\"}",
                    "{type: Ready, status: \"True\", lastTransitionTime: \"2026-03-01T12:40:00Z\"}");
            assertThat(explain("shop/web", "--flows", old).out())
                    .contains("LB-EVD-105", "2026-03-01T12:40:00Z or later")
                    .doesNotContain("LB-APP-002");
        }

        @Test
        @DisplayName("events of the future are left out and told")
        void events() throws IOException {
            cluster += """

                    ---
                    apiVersion: v1
                    kind: Event
                    metadata: {name: e, namespace: shop}
                    involvedObject: {kind: Service, name: web, namespace: shop}
                    reason: SyncLoadBalancerFailed
                    message: "AccessDenied: not authorized to perform elasticloadbalancing:CreateListener"
                    type: Warning
                    lastTimestamp: "2026-03-01T14:00:00Z"
                    """;
            assertThat(explain("shop/web", "--at", SOON).out())
                    .contains("LB-EVD-104", "1 event is later")
                    .doesNotContain("LB-CLD-004");
            assertThat(explain("shop/web", "--at", "2026-03-01T14:01:00Z").out())
                    .contains("LB-CLD-004");
        }

        @Test
        @DisplayName("two dumps in the wrong order are not compared")
        void order() throws IOException {
            UnaryOperator<String> ready = time -> cluster.replace(
                    "{type: Ready, status: \"True\"}",
                    "{type: Ready, status: \"True\", lastTransitionTime: \"" + time + "\"}");
            String late = file("late.yaml", ready.apply("2026-03-01T12:50:00Z"));
            cluster = ready.apply("2026-03-01T12:40:00Z");
            Program.Run run = explain("shop/pay", "--before", late, "--series", "night/health.csv");
            assertThat(run.out()).contains("LB-CTL-006", "2026-03-01T12:50:00Z").doesNotContain("likely", "possible ");
        }

        @Test
        @DisplayName("an earlier dump that was taken after the last measurement is told")
        void beforeAt() throws IOException {
            Program.Run run = explain(
                    "shop/pay",
                    "--before",
                    "night/before.yaml",
                    "--before-at",
                    "2026-03-02T00:00:00Z",
                    "--series",
                    "night/health.csv");
            assertThat(run.out()).contains("LB-CTL-006", "2026-03-02T00:00:00Z").doesNotContain("likely");
        }

        @Test
        @DisplayName("an earlier dump of another cluster is not compared")
        void otherCluster() throws IOException {
            String other = file("before.yaml", cluster.replace("uid: 6c0f7a52-0b1c", "uid: 6c0f7a52-eeee"));
            Program.Run run = explain("shop/pay", "--before", other, "--series", "night/health.csv");
            assertThat(run.out()).contains("LB-CTL-006", "another cluster").doesNotContain("likely");
        }
    }

    @Nested
    @DisplayName("what the cloud has")
    class Cloud {
        @ParameterizedTest(name = "after {0} of 100")
        @DisplayName("is cut off, in the middle of an object or between two: nothing is concluded from what is missing")
        @ValueSource(ints = {5, 20, 40, 60, 80, 90, 95})
        void cut(int percent) throws IOException {
            cloud = cloud.substring(0, cloud.length() * percent / 100);
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).containsPattern("LB-CTL-003|LB-EVD-103").contains("cloud.yaml");
        }

        @Test
        @DisplayName("is cut off after each line: no line makes an outage of it")
        void everyLine() throws IOException {
            String whole = cloud;
            for (int end = whole.indexOf('\n');
                    end >= 0 && end < whole.lastIndexOf("unread");
                    end = whole.indexOf('\n', end + 97)) {
                cloud = whole.substring(0, end + 1);
                assertThat(explain("shop/web").out()).as("cut at %d", end).doesNotContain("broken", "degraded");
            }
        }

        @Test
        @DisplayName("is JSON that is cut off")
        void cutJson() throws IOException {
            StringWriter json = new StringWriter();
            Documents.writeJson(Documents.read(NIGHT.resolve("cloud.yaml"), ""), json);
            cloud = json.toString().substring(0, json.toString().length() / 2);
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-CTL-003");
        }

        @ParameterizedTest(name = "{0}")
        @DisplayName("was refused in part: the part is named with the reason")
        @CsvSource({
            "permission, 403 AccessDenied: elasticloadbalancing:DescribeLoadBalancers",
            "not-found, 404 LoadBalancerNotFound",
            "throttled, 429 Rate exceeded"
        })
        void refused(String error, String detail) throws IOException {
            cloud = cloud.replaceAll("(?ms)^- kind: simulated#(loadBalancer|listener)\\n.*?(?=^- |^superseded)", "")
                    .replace(
                            "unread: []",
                            "unread: [{kind: 'simulated#loadBalancer', name: null, error: " + error + ", detail: '"
                                    + detail + "'}]");
            Program.Run run = explain("shop/web");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-EVD-103 simulated#loadBalancer").contains(error + " (" + detail + ")");
        }

        @Test
        @DisplayName("is unknown because nobody said which cloud it is")
        void unknown() throws IOException {
            cluster = cluster.replace("simulated:///a/node-a", "gce://project/europe-west1-a/node-a")
                    .replace("simulated:///b/node-b", "gce://project/europe-west1-b/node-b");
            Program.Run run =
                    Program.run("explain", "-f", file("cluster.yaml", cluster), "-n", "shop/web", "--width", "0");
            assertUnsettled(run, "shop/web");
            assertThat(run.out()).contains("LB-CTL-005", "machines of gcp").doesNotContain("LB-SVC-015");
        }

        @Test
        @DisplayName("is of a cloud that is not known")
        void noSuchCloud() {
            Program.Run run = Program.run("explain", "-f", "night/cluster.yaml", "--cloud", "nimbus");
            assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
            assertThat(run.err()).contains("'nimbus' is unknown: known are aws, simulated");
        }
    }
}
