package io.lbkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.EnvVariable;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.Unreadable;
import io.lbkit.model.finding.Evidence;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.finding.Severity;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReaderTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: %s
            spec:
              type: LoadBalancer
              ports:
              - port: 80
            """;

    private static final String OTHER = "\n---\n" + SERVICE.formatted("other");

    private static ClusterInput read(String text) {
        return ClusterReader.create().add("in.yaml", text).read();
    }

    private static ClusterInput read(byte[] bytes) {
        return ClusterReader.create()
                .add("in.yaml", new ByteArrayInputStream(bytes))
                .read();
    }

    private static List<String> names(ClusterInput input) {
        return input.snapshot().services().stream()
                .map(service -> service.key().name())
                .toList();
    }

    private static List<String> codes(ClusterInput input) {
        return input.findings().stream().map(finding -> finding.code().text()).toList();
    }

    private static Finding only(ClusterInput input, String code) {
        assertThat(input.findings())
                .filteredOn(f -> f.code().text().equals(code))
                .hasSize(1);
        return input.findings().stream()
                .filter(f -> f.code().text().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Forms {
        private void isOneService(ClusterInput input) {
            assertThat(input.findings()).isEmpty();
            Service service =
                    input.snapshot().service(ServiceKey.of("default", "web")).orElseThrow();
            assertThat(service.type()).isEqualTo(ServiceType.LOAD_BALANCER);
            assertThat(service.ports())
                    .singleElement()
                    .satisfies(port -> assertThat(port.port()).isEqualTo(80));
            assertThat(input.documents()).isEqualTo(1);
            assertThat(input.objects()).containsExactly(entry("Service", 1));
        }

        @Test
        void block() {
            isOneService(read(SERVICE.formatted("web")));
        }

        @Test
        void carriageReturns() {
            isOneService(read(SERVICE.formatted("web").replace("\n", "\r\n")));
            isOneService(read(SERVICE.formatted("web").replace("\n", "\r")));
        }

        @Test
        void commentsMarkersAndDirectives() {
            isOneService(read(
                    "# head\n%YAML 1.2\n---\n# a\n" + SERVICE.formatted("web") + "# tail\n...\n# more\n---\n---\n"));
        }

        @Test
        void documentOnTheLineOfItsMarker() {
            isOneService(read("--- {apiVersion: v1, kind: Service, metadata: {name: web},"
                    + " spec: {type: LoadBalancer, ports: [{port: 80}]}}"));
        }

        @Test
        void json() {
            isOneService(read("""
                    {"apiVersion":"v1","kind":"Service",
                    \t"metadata":{"name":"web","annotations":{"a":"\\u00e4\\/\\ud83d\\ude00"}},
                    \t"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}"""));
        }

        @Test
        void kyaml() {
            isOneService(read("""
                    ---
                    {
                      apiVersion: "v1",
                      kind: "Service",
                      metadata: {
                        name: "web",
                      },
                      spec: {
                        # a comment
                        type: "LoadBalancer",
                        ports: [{
                          port: 80,
                        }],
                      },
                    }
                    """));
        }

        @Test
        void byteOrderMarks() {
            String text = SERVICE.formatted("web");
            isOneService(read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)));
            isOneService(read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)));
            isOneService(read(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE)));
        }

        @Test
        void tabsWhereTheyAreAllowed() {
            isOneService(read(SERVICE.formatted("web")
                    .replace("LoadBalancer", "LoadBalancer\t")
                    .replace("port: 80", "port:\t80\t# comment")));
        }

        @Test
        void anchorsAndMergeKeys() {
            isOneService(read("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: &n web, labels: {app: *n}}
                    spec:
                      <<: &base {type: LoadBalancer, ports: [{port: 1}]}
                      ports: [{port: 80}]
                    """));
        }

        @Test
        @DisplayName("JSON objects that follow each other without a marker, as jq prints them")
        void concatenatedJson() {
            String one = "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"%s\"},"
                    + "\"spec\":{\"ports\":[{\"port\":80}]}}\n";
            assertThat(names(read(one.formatted("a") + one.formatted("b") + "\n" + one.formatted("c"))))
                    .containsExactly("a", "b", "c");
        }

        @Test
        void unknownFieldsAreIgnored() {
            assertThat(codes(read(SERVICE.formatted("web") + "  future: {a: [1]}\nmore: x\n")))
                    .isEmpty();
        }

        @Test
        @DisplayName("words mean what they mean to the API server")
        void wordsOfYaml11() {
            ClusterInput input = read(SERVICE.formatted("web") + "  publishNotReadyAddresses: yes\n");
            assertThat(input.snapshot().services().iterator().next().publishNotReadyAddresses())
                    .isTrue();

            assertThat(only(read(SERVICE.formatted("web") + "  selector: {a: on}\n"), "LB-IN-008")
                            .about())
                    .isEqualTo("spec.selector.a");
        }
    }

    @Nested
    class Lists {
        @Test
        void kindBeforeAndAfterTheItems() {
            String items =
                    "items:\n- " + SERVICE.formatted("a").replace("\n", "\n  ").strip() + "\n";
            assertThat(names(read("apiVersion: v1\nkind: List\n" + items))).containsExactly("a");
            assertThat(names(read("apiVersion: v1\n" + items + "kind: List\n"))).containsExactly("a");
        }

        @Test
        @DisplayName("items of a typed list need no kind of their own, wherever the list tells its kind")
        void typedList() {
            String items = "items:\n- {metadata: {name: a}, spec: {ports: [{port: 1}]}}\n";
            assertThat(names(read("apiVersion: v1\nkind: ServiceList\n" + items)))
                    .containsExactly("a");
            assertThat(names(read(items + "apiVersion: v1\nkind: ServiceList\n")))
                    .containsExactly("a");
        }

        @Test
        void listOfLists() {
            assertThat(names(read("""
                    apiVersion: v1
                    kind: List
                    items:
                    - apiVersion: v1
                      kind: ServiceList
                      items:
                      - {metadata: {name: a}, spec: {ports: [{port: 1}]}}
                    """))).containsExactly("a");
        }

        @Test
        void itemThatIsNoObject() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: List
                    items:
                    - just text
                    -
                    - {metadata: {name: nothing}}
                    - {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1}]}}
                    """);
            assertThat(codes(input)).containsExactly("LB-IN-005", "LB-IN-005", "LB-IN-005");
            assertThat(names(input)).containsExactly("a");
        }

        @Test
        @DisplayName("a list that breaks off keeps what came before and claims no completeness")
        void truncatedList() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: PodList
                    items:
                    - {metadata: {name: a}}
                    - {metadata: {name: b""");
            assertThat(input.snapshot().pods()).hasSize(1);
            assertThat(input.snapshot().coverage(ObjectType.POD)).isEqualTo(Coverage.PARTIAL);
            assertThat(only(input, "LB-IN-003").about()).isEqualTo("in.yaml: document 1, line 5");
        }

        @Test
        @DisplayName("one page of a list is not the whole list")
        void pageOfList() {
            ClusterInput input = read("""
                    {kind: PodList, apiVersion: v1, metadata: {continue: abc, remainingItemCount: 5}, items: [{metadata: {name: a}}]}
                    --- {kind: NodeList, apiVersion: v1, items: []}
                    """.replace("--- ", "---\n"));
            assertThat(only(input, "LB-IN-016").severity()).isEqualTo(Severity.WARNING);
            assertThat(input.snapshot().coverage(ObjectType.POD)).isEqualTo(Coverage.PARTIAL);
            assertThat(input.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
        }

        @Test
        void keyTwiceInList() {
            ClusterInput input = read("kind: PodList\napiVersion: v1\nitems: [{metadata: {name: a}}]\nitems: []\n");
            assertThat(codes(input)).containsExactly("LB-IN-007");
            assertThat(input.snapshot().pods()).hasSize(1);
            assertThat(input.snapshot().coverage(ObjectType.POD)).isEqualTo(Coverage.PARTIAL);
        }
    }

    @Nested
    class BrokenDocuments {
        private Finding isolated(String broken, String code) {
            ClusterInput input = read(SERVICE.formatted("first") + "---\n" + broken + OTHER);
            assertThat(names(input)).contains("first", "other");
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
            assertThat(codes(input)).containsExactly(code);
            return only(input, code);
        }

        @Test
        void tabIndentation() {
            Finding finding = isolated("apiVersion: v1\nkind: ConfigMap\ndata:\n\ta: b\n", "LB-IN-003");
            assertThat(finding.about()).isEqualTo("in.yaml: document 2, line 13");
            assertThat(finding.evidence()).contains(Evidence.of("in.yaml", "document 2, line", 13));
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a: 'b",
                    "a: [b",
                    "a: {b",
                    "a: b: c",
                    "- a\nb",
                    "a: *nowhere",
                    "? [a]\n: b",
                    "a: \"\\q\"",
                    "a: !<tag",
                    "{{ .Values.x }}",
                    "a: b\n c: d",
                    "a: @b"
                })
        void syntax(String broken) {
            isolated(broken, "LB-IN-003");
        }

        @ParameterizedTest
        @ValueSource(strings = {"just text", "[a, b]", "12", "a: b", "kind: Service", "apiVersion: v1", "{}"})
        void noObject(String text) {
            isolated(text, "LB-IN-005");
        }

        @Test
        @DisplayName("a document that breaks off behind its name is still known to exist")
        void knownByName() {
            ClusterInput input = ClusterReader.create()
                    .complete()
                    .add(
                            "in.yaml",
                            "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n\tports:\n")
                    .read();
            Unreadable object = input.snapshot()
                    .unreadableService(ServiceKey.of("shop", "web"))
                    .orElseThrow();
            assertThat(object.findings()).containsExactly(only(input, "LB-IN-003"));
            assertThat(only(input, "LB-IN-003").service()).contains("shop/web");
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        void aliasBomb() {
            StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
            IntStream.range(1, 30)
                    .forEach(i -> bomb.append(
                            "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1)));
            isolated(bomb.toString(), "LB-IN-004");
        }

        @Test
        @DisplayName("a bomb of many small aliases in one mapping is limited as a whole")
        void flatAliasBomb() {
            StringBuilder bomb = new StringBuilder("apiVersion: v1\nkind: List\nx: &x [");
            bomb.append("y, ".repeat(40_000)).append("y]\nz:\n");
            bomb.append("- *x\n".repeat(60));
            isolated(bomb.toString(), "LB-IN-004");
        }

        @Test
        void aliasOfItself() {
            isolated("a: &a [*a]", "LB-IN-003");
        }

        @Test
        void deepNesting() {
            isolated("a: " + "[".repeat(5_000), "LB-IN-004");
            isolated("a:" + " {b:".repeat(5_000), "LB-IN-004");
            isolated("- ".repeat(500), "LB-IN-004");
        }

        @Test
        void bytesThatAreNoText() {
            byte[] head = (SERVICE.formatted("first") + "---\na: ").getBytes(StandardCharsets.UTF_8);
            byte[] tail = OTHER.getBytes(StandardCharsets.UTF_8);
            for (byte bad : new byte[] {0, (byte) 0xC3, (byte) 0xFF}) {
                byte[] all = java.util.Arrays.copyOf(head, head.length + 1 + tail.length);
                all[head.length] = bad;
                System.arraycopy(tail, 0, all, head.length + 1, tail.length);

                ClusterInput input = read(all);

                assertThat(names(input)).containsExactly("first", "other");
                assertThat(only(input, "LB-IN-002").about()).isEqualTo("in.yaml: document 2, line 10");
            }
        }

        @Test
        void binaryFile() {
            byte[] binary = new byte[100_000];
            new java.util.Random(1).nextBytes(binary);
            ClusterInput input = read(binary);
            assertThat(input.findings())
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.ERROR));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n---\n", "---\n# nothing\n...\n", "~", "\uFEFF"})
        void nothingInside(String text) {
            ClusterInput input = read(text);
            assertThat(only(input, "LB-IN-006").severity()).isEqualTo(Severity.INFO);
            assertThat(input.documents()).isZero();
            assertThat(input.files()).isEqualTo(1);
        }
    }

    @Nested
    class BrokenObjects {
        private static final String ODD = """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: shop
                  annotations: service.beta.kubernetes.io/internal
                spec:
                  type: LoadBalancer
                  publishNotReadyAddresses: "true"
                  selector: {app: 12}
                  ports:
                  - port: abc
                    name: a
                  - port: "80"
                    name: b
                  - port: 80.5
                    name: c
                  - port: 99999999999
                    name: d
                  - port: 0
                    name: e
                  - name: f
                  ipFamilies: [ipv6]
                """;

        @Test
        @DisplayName("all values of a wrong type and all broken rules of an object are told at once, with their lines")
        void everyFault() {
            ClusterInput input = read(ODD + OTHER);

            assertThat(input.findings())
                    .extracting(f -> f.code().text() + " " + f.about())
                    .containsExactlyInAnyOrder(
                            "LB-IN-008 metadata.annotations",
                            "LB-IN-008 spec.publishNotReadyAddresses",
                            "LB-IN-008 spec.selector.app",
                            "LB-IN-008 spec.ports[0].port",
                            "LB-IN-008 spec.ports[1].port",
                            "LB-IN-008 spec.ports[2].port",
                            "LB-IN-008 spec.ports[3].port",
                            "LB-IN-009 spec.ports[4].port",
                            "LB-IN-009 spec.ports[5].port",
                            "LB-IN-009 spec.ipFamilies[0]");
            assertThat(input.findings())
                    .filteredOn(f -> f.about().equals("spec.ports[1].port"))
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.message())
                                .isEqualTo("spec.ports[1].port is '80': it is text where a whole number belongs.");
                        assertThat(f.evidence())
                                .containsExactly(
                                        Evidence.of("Service/shop/web", "spec.ports[1].port", "80"),
                                        Evidence.of("in.yaml", "document 1, line", 14));
                    });
            assertThat(names(input)).containsExactly("other");
            assertThat(input.snapshot().unreadableService(ServiceKey.of("shop", "web")))
                    .isPresent();
        }

        @Test
        void numbersThatAreText() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web, annotations: {a: 1, b: true, c: 1.5, d: "1"}}
                    spec: {ports: [{port: 80}]}
                    """);
            assertThat(input.findings())
                    .extracting(Finding::remedy)
                    .containsExactly(
                            "Put the value in quotes: \"1\".",
                            "Put the value in quotes: \"true\".",
                            "Put the value in quotes: \"1.5\".");
        }

        @ParameterizedTest
        @ValueSource(strings = {"[]", "text", "12", "[{name: a}]"})
        void metadataThatIsNone(String metadata) {
            ClusterInput input = read(
                    "apiVersion: v1\nkind: Service\nmetadata: " + metadata + "\nspec: {ports: [{port: 80}]}" + OTHER);
            assertThat(codes(input)).containsOnly("LB-IN-008");
            assertThat(input.snapshot().unreadable()).hasSize(1);
            assertThat(names(input)).containsExactly("other");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Service", "Node", "Pod", "Event"})
        @DisplayName("an object without metadata or with nulls everywhere is refused, not a crash")
        void nameless(String kind) {
            ClusterInput input = read("apiVersion: v1\nkind: " + kind + "\nmetadata:\nspec:\nstatus:\n");
            assertThat(input.hasErrors()).isTrue();
            assertThat(input.snapshot().unreadable()).hasSize(1);
        }

        @Test
        void nullsAreNothing() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web, namespace: null, annotations: , labels: ~, creationTimestamp: null}
                    spec:
                      type: LoadBalancer
                      selector: {app: null}
                      ports: [{port: 80, targetPort: null, protocol: null, nodePort: null}]
                      ipFamilies: null
                      clusterIPs: [null]
                    status: {loadBalancer: {ingress: null}}
                    """);
            assertThat(input.findings()).isEmpty();
            Service service = input.snapshot().services().iterator().next();
            assertThat(service.key().namespace()).isEqualTo("default");
            assertThat(service.selector()).containsExactly(entry("app", ""));
        }

        @Test
        void repeatedKeys() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: Service
                    metadata:
                      name: web
                    spec:
                      ports:
                      - port: 80
                        port: 81
                    spec: {}
                    """);
            assertThat(input.findings())
                    .filteredOn(f -> f.code().text().equals("LB-IN-007"))
                    .extracting(Finding::about)
                    .containsExactlyInAnyOrder("spec", "spec.ports[0].port");
            assertThat(input.snapshot().unreadable()).hasSize(1);
        }

        @Test
        @DisplayName("a slice that cannot be read keeps its Service")
        void slice() {
            ClusterInput input = read("""
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: x, namespace: shop, labels: {kubernetes.io/service-name: web}}
                    addressType: IPv4
                    endpoints: oops
                    """);
            assertThat(input.snapshot().unreadable())
                    .singleElement()
                    .satisfies(object -> assertThat(object.service()).contains(ServiceKey.of("shop", "web")));
            assertThat(only(input, "LB-IN-008").about()).isEqualTo("EndpointSlice/shop/x endpoints");
        }

        @Test
        @DisplayName("faults in parts that nobody reads do not cost the pod")
        void ballast() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: a, managedFields: text}
                    spec: {volumes: text, containers: [{name: c, env: 1, resources: {limits: {cpu: ten}}}, text]}
                    """);
            assertThat(input.findings()).extracting(Finding::about).containsExactly("Pod/default/a spec.containers[1]");
        }

        @Test
        @DisplayName("of environments, only the variables that were asked for are kept")
        void variables() {
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: a}
                    spec:
                      containers:
                        - name: one
                          env:
                            - {name: ID, value: first}
                            - {name: PASSWORD, value: hunter2}
                            - text
                            - {name: 1, value: 1}
                            - {name: ID, value: last}
                            - {name: EMPTY}
                            - {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}
                        - {name: two, env: 1}
                        - {name: three}
                    """;
            Pod kept = ClusterReader.create()
                    .keepPodVariables(Set.of("ID", "SECRET", "EMPTY", "OTHER"))
                    .add("in.yaml", pod)
                    .read()
                    .snapshot()
                    .pods()
                    .iterator()
                    .next();
            assertThat(kept.containers().get(0).variables())
                    .containsExactly(
                            EnvVariable.of("ID", "last"),
                            EnvVariable.of("EMPTY", ""),
                            new EnvVariable("SECRET", Optional.empty()));
            assertThat(kept.containers().get(1).variables()).isEmpty();
            assertThat(kept.containers().get(2).variables()).isEmpty();
            assertThat(read(pod).snapshot().pods().iterator().next().toString())
                    .doesNotContain("hunter2", "first", "last");
            assertThat(read(pod).findings()).isEmpty();
        }

        @Test
        @DisplayName("a snapshot says which variables it was asked to hold")
        void podVariables() {
            assertThat(read("").snapshot().podVariables()).isEmpty();
            assertThat(ClusterReader.create()
                            .keepPodVariables(Set.of("B", "A"))
                            .read()
                            .snapshot()
                            .podVariables())
                    .containsExactly("A", "B");
        }

        @Test
        void nodeAddresses() {
            ClusterInput input = read("""
                    apiVersion: v1
                    kind: Node
                    metadata: {name: n1}
                    spec: {providerID: "aws:///a/i-1"}
                    status: {addresses: [{type: InternalIP, address: "***HIDDEN***"}]}
                    """);
            assertThat(input.snapshot().nodes()).hasSize(1);
            assertThat(only(input, "LB-IN-010").severity()).isEqualTo(Severity.WARNING);
        }
    }

    @Nested
    class WholeAndPart {
        private static final String NODES = "---\n{apiVersion: v1, kind: NodeList, items: []}\n";

        @Test
        void pickedServices() {
            ClusterInput input = read(SERVICE.formatted("web") + NODES);
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
            assertThat(input.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
            assertThat(input.snapshot().coverage(ObjectType.POD)).isEqualTo(Coverage.UNKNOWN);
        }

        @Test
        void wholeCluster() {
            ClusterInput input =
                    ClusterReader.create().add("in.yaml", NODES).complete().read();
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.COMPLETE);
            assertThat(input.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.COMPLETE);
            assertThat(input.snapshot().coverage(ObjectType.ENDPOINT_SLICE)).isEqualTo(Coverage.UNKNOWN);
        }

        @Test
        @DisplayName("an empty list without a type says nothing")
        void emptyList() {
            ClusterInput input = read("{apiVersion: v1, kind: List, items: []}");
            assertThat(input.findings()).isEmpty();
            for (ObjectType type : ObjectType.values()) {
                assertThat(input.snapshot().coverage(type)).isEqualTo(Coverage.UNKNOWN);
            }
        }

        @Test
        @DisplayName("what cannot be read may have been anything, so nothing is complete beside it")
        void damage() {
            ClusterInput input = ClusterReader.create()
                    .complete()
                    .add("in.yaml", SERVICE.formatted("web") + NODES + "---\n{")
                    .read();
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
            assertThat(input.snapshot().coverage(ObjectType.NODE)).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        void sliceOfGoneService() {
            String slice = """
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: old-x, namespace: shop, labels: {kubernetes.io/service-name: old}}
                    addressType: IPv4
                    """;
            assertThat(codes(read(SERVICE.formatted("web") + slice))).isEmpty();

            ClusterInput whole = ClusterReader.create()
                    .complete()
                    .add("in.yaml", SERVICE.formatted("web") + slice)
                    .read();
            assertThat(only(whole, "LB-IN-014").service()).contains("shop/old");
            assertThat(only(whole, "LB-IN-014").severity()).isEqualTo(Severity.INFO);
        }
    }

    @Nested
    class ManyObjects {
        @Test
        void laterDocumentWins() {
            ClusterInput input = read(SERVICE.formatted("web") + "---\n"
                    + SERVICE.formatted("web").replace("80", "81"));
            assertThat(input.snapshot().services())
                    .singleElement()
                    .satisfies(s -> assertThat(s.ports().get(0).port()).isEqualTo(81));
            Finding finding = only(input, "LB-IN-013");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message())
                    .contains("in.yaml: document 1, line 1")
                    .contains("in.yaml: document 2, line 10");
        }

        @Test
        @DisplayName("a later broken version of an object is not hidden by an earlier good one")
        void laterBrokenWins() {
            ClusterInput input = read(SERVICE.formatted("web") + "---\n"
                    + SERVICE.formatted("web").replace("80", "0"));
            assertThat(input.snapshot().services()).isEmpty();
            assertThat(input.snapshot().unreadable()).hasSize(1);
        }

        @Test
        void otherKinds() {
            ClusterInput input = read("""
                    {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}
                    ---
                    {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
                    ---
                    {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: c}}
                    ---
                    {apiVersion: example.com/v1, kind: AllowList, metadata: {name: d}}
                    """);
            assertThat(codes(input)).containsExactly("LB-IN-012", "LB-IN-012", "LB-IN-012");
            assertThat(input.findings())
                    .extracting(Finding::message)
                    .contains("2 objects of kind Deployment (apps/v1) are not used; this is the place of the first.");
            assertThat(input.objects())
                    .containsExactly(entry("AllowList", 1), entry("Deployment", 2), entry("Service", 1));
            assertThat(input.hasErrors()).isFalse();
        }

        @Test
        void namespaceOfObjectsWithoutOne() {
            ClusterInput input = ClusterReader.create()
                    .inNamespace("shop")
                    .add("in.yaml", SERVICE.formatted("web") + OTHER.replace("other", "other\n  namespace: own"))
                    .read();
            assertThat(input.snapshot().services())
                    .extracting(s -> s.key().toString())
                    .containsExactly("own/other", "shop/web");
            assertThatThrownBy(() -> ClusterReader.create().inNamespace("")).isInstanceOf(InvalidValueException.class);
        }

        @Test
        @DisplayName("slices of v1beta1 are read as v1")
        void oldSlices() {
            ClusterInput input = read("""
                    apiVersion: discovery.k8s.io/v1beta1
                    kind: EndpointSlice
                    metadata: {name: x, namespace: shop, labels: {kubernetes.io/service-name: web}}
                    addressType: IPv4
                    ports: [{name: http, port: 8080, protocol: TCP}]
                    endpoints:
                    - addresses: [10.0.0.1]
                      conditions: {ready: false}
                      topology: {topology.kubernetes.io/zone: z1, kubernetes.io/hostname: n1}
                      hints: {forZones: [{name: z1}]}
                    """);
            EndpointSlice slice = input.snapshot().endpointSlices().iterator().next();
            assertThat(slice.key()).isEqualTo(ObjectKey.of("shop", "x"));
            assertThat(slice.endpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.zone()).contains("z1");
                assertThat(endpoint.nodeName()).contains("n1");
                assertThat(endpoint.isReady()).isFalse();
                assertThat(endpoint.zoneHints()).containsExactly("z1");
            });
            assertThat(codes(input)).containsExactly("LB-IN-015");
        }
    }

    @Nested
    class Sources {
        @TempDir
        private Path folder;

        private Path write(String name, String text) throws IOException {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        }

        @Test
        void folderInOrderOfPaths() throws IOException {
            write("b.yml", SERVICE.formatted("b"));
            write("a/z.yaml", SERVICE.formatted("a"));
            write("c.JSON", "{apiVersion: v1, kind: Service, metadata: {name: c}, spec: {ports: [{port: 1}]}}");
            write("d.kyaml", SERVICE.formatted("d"));
            write("notes.txt", "not: [read");
            write(".hidden/h.yaml", SERVICE.formatted("h"));
            write(".h.yaml", SERVICE.formatted("h"));
            write("z/again.yaml", SERVICE.formatted("a").replace("80", "81"));

            ClusterInput input = ClusterReader.create().add(folder).read();

            assertThat(names(input)).containsExactly("a", "b", "c", "d");
            assertThat(input.files()).isEqualTo(5);
            assertThat(input.snapshot()
                            .services()
                            .iterator()
                            .next()
                            .ports()
                            .get(0)
                            .port())
                    .isEqualTo(81);
        }

        @Test
        void fileOfAnyName() throws IOException {
            assertThat(names(ClusterReader.create()
                            .add(write("dump", SERVICE.formatted("web")))
                            .read()))
                    .containsExactly("web");
        }

        @Test
        @DisplayName("a missing path is an error that names it, and costs only itself")
        void missing() throws IOException {
            Path missing = folder.resolve("nothing.yaml");
            ClusterInput input = ClusterReader.create()
                    .complete()
                    .add(missing)
                    .add(write("web.yaml", SERVICE.formatted("web")))
                    .read();
            assertThat(names(input)).containsExactly("web");
            Finding finding = only(input, "LB-IN-001");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.about()).isEqualTo(missing.toString());
            assertThat(finding.message()).isEqualTo(missing + " cannot be read: it does not exist.");
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        void emptyFolder() {
            assertThat(codes(ClusterReader.create().add(folder).read())).containsExactly("LB-IN-006");
        }

        @Test
        void linksInACircle() throws IOException {
            write("a/web.yaml", SERVICE.formatted("web"));
            Files.createSymbolicLink(folder.resolve("a/up"), folder);
            ClusterInput input = ClusterReader.create().add(folder).read();
            assertThat(names(input)).containsExactly("web");
            assertThat(only(input, "LB-IN-001").message()).contains("a link to a folder that it lies in");
        }

        @Test
        @DisplayName("a stream that fails keeps what came before")
        void failingStream() {
            byte[] text = (SERVICE.formatted("web") + "---\n").getBytes(StandardCharsets.UTF_8);
            InputStream failing = new FilterInputStream(new ByteArrayInputStream(text)) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    if (count < 0) {
                        throw new IOException("the pipe broke");
                    }
                    return count;
                }
            };
            ClusterInput input = ClusterReader.create().add("stdin", failing).read();
            assertThat(names(input)).containsExactly("web");
            assertThat(input.findings())
                    .anySatisfy(f -> assertThat(f.message()).isEqualTo("stdin cannot be read: the pipe broke."));
            assertThat(input.snapshot().coverage(ObjectType.SERVICE)).isEqualTo(Coverage.PARTIAL);
        }

        @Test
        void streamStaysOpen() {
            boolean[] closed = {false};
            InputStream stream =
                    new ByteArrayInputStream(SERVICE.formatted("web").getBytes(StandardCharsets.UTF_8)) {
                        @Override
                        public void close() {
                            closed[0] = true;
                        }
                    };
            ClusterReader.create().add("stdin", stream).read();
            assertThat(closed[0]).isFalse();
        }

        @Test
        void nothingAtAll() {
            ClusterInput input = ClusterReader.create().read();
            assertThat(input.findings()).isEmpty();
            assertThat(input.snapshot().services()).isEmpty();
        }
    }
}
