package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    @DisplayName("manifests that cannot be read are findings, and cost only themselves")
    void badManifests() throws IOException {
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, 2, (byte) 0xff, 10});
        Path tabs = file("tabs.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n\tname: tabs\n");
        Path empty = file("empty.yaml", "");
        Program.Run run = Program.run(
                "design",
                "-f",
                Program.CLUSTER,
                "-n",
                "shop/web",
                "-f",
                "missing.yaml",
                "-f",
                binary.toString(),
                "-f",
                tabs.toString(),
                "-f",
                empty.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("shop/web: designed")
                .contains("LB-IN-001 missing.yaml")
                .contains("LB-IN-002")
                .contains("LB-IN-003")
                .contains("LB-IN-006");
    }

    @ParameterizedTest
    @DisplayName("files of the cloud that cannot be read: one message with file, place and remedy, no stack trace")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                             | is empty",
                "'- a'                                          | a map of fields is needed",
                "'a: [1'                                        | is neither YAML nor JSON",
                "'{\"a\": 1,'                                   | is neither YAML nor JSON",
                "'a: 1\n\tb: 2'                                 | is neither YAML nor JSON",
                "'a: 1\na: 2'                                   | is neither YAML nor JSON"
            })
    void badFiles(String text, String message) throws IOException {
        Path bad = file("bad.yaml", text);
        for (String option : List.of("--actual", "--facts")) {
            Program.Run run = Program.run("plan", "-f", Program.CLUSTER, option, bad.toString());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("lbctl: " + bad)
                    .contains(message)
                    .contains("\nRemedy: ")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @DisplayName("an observation of a wrong form names field, value and rule")
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: lbkit.design/v1              | schema is 'lbkit.design/v1': this is read: lbkit.observation/v1",
                "resources: []                        | schema is 'null': text is needed here",
                "cloud: aws                           | cloud is 'aws': the command is for the cloud simulated",
                "'schema: lbkit.observation/v1\nresources: 7'                    | resources is '7': a list is needed here",
                "'schema: lbkit.observation/v1\nresources: [{kind: x, name: a}]' | resources[0].kind",
                "'schema: lbkit.observation/v1\nresources: [{kind: simulated#listener, name: a, spec: {prot: 1}}]' | prot"
            })
    void wrongObservation(String text, String message) throws IOException {
        Path state = file("state.yaml", text);
        Program.Run run = Program.run("plan", "-f", Program.CLUSTER, "--actual", state.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("lbctl: " + state + ": ")
                .contains(message)
                .contains("\nRemedy: ");
        assertThat(run.err()).doesNotContain("internal error");
    }

    @Test
    @DisplayName("bytes that are no text, a missing file of facts, and --debug")
    void otherFiles() throws IOException {
        Path binary = Files.write(folder.resolve("state.json"), new byte[] {(byte) 0xc3, 0x28});
        String[] plan = {"plan", "-f", Program.CLUSTER, "--actual", binary.toString()};
        assertThat(Program.run(plan).err()).contains("is no text").doesNotContain("\tat ");
        String[] debug = {"plan", "-f", Program.CLUSTER, "--actual", binary.toString(), "--debug"};
        assertThat(Program.run(debug).err()).contains("is no text").contains("\tat ");
        assertThat(Program.run("plan", "-f", Program.CLUSTER, "--facts", "missing.yaml")
                        .err())
                .contains("missing.yaml does not exist");
    }

    @ParameterizedTest
    @DisplayName("a selection without a match names what may have been meant")
    @CsvSource({
        "shop/wbe,   Did you mean shop/web?",
        "infra/web,  Did you mean shop/web?",
        "shpo,       Did you mean shop?",
        "shop/web-internal, Give the Service the type LoadBalancer",
        "elsewhere,  Check the name"
    })
    void unmatched(String pattern, String remedy) {
        Program.Run run = Program.run("plan", "-f", Program.CLUSTER, "-n", pattern);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("warning LB-CTL-001 --namespace " + pattern)
                .contains(remedy);
    }

    @Test
    @DisplayName("the order of documents, files and lines' ends does not matter")
    void order() throws IOException {
        String text = Files.readString(Path.of(Program.CLUSTER));
        // Findings name lines, so the documents that have any stay where they are.
        List<String> documents = new ArrayList<>(Arrays.asList(text.split("(?m)^---\n")));
        List<String> manifests = documents.stream()
                .filter(document -> !document.contains("80800"))
                .toList();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            files.add(file("part-" + i + ".yaml", manifests.get(i)));
        }
        String[] first = design(files);
        Random random = new Random(7);
        String expected = Program.run(first).out();
        assertThat(expected).contains("shop/web").contains("infra/dns");
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(files, random);
            assertThat(Program.run(design(files)).out()).isEqualTo(expected);
        }
        for (Path each : files) {
            Files.writeString(each, Files.readString(each).replace("\n", "\r\n"));
        }
        assertThat(Program.run(design(files)).out()).isEqualTo(expected);
    }

    private static String[] design(List<Path> files) {
        return Stream.concat(
                        Stream.of("design", "-o", "json"),
                        files.stream().flatMap(file -> Stream.of("-f", file.toString())))
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("'-' is standard input")
    void stdin() throws IOException {
        String text = Files.readString(Path.of(Program.CLUSTER), StandardCharsets.UTF_8);
        String[] args = {"backends", "-f", "-", "-f", "-", "-o", "json"};
        Program.Run run = Program.reading(text).with(args);
        assertThat(run.out())
                .isEqualTo(Program.run("backends", "-f", Program.CLUSTER, "-o", "json")
                        .out());
        assertThat(run.err()).contains("stdin document 4");
    }

    @ParameterizedTest
    @DisplayName("objects without a namespace are in the one that is named")
    @ValueSource(strings = {"default", "team"})
    void defaultNamespace(String namespace) {
        String service =
                "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: LoadBalancer, ports: [{port: 1}]}}";
        Program.Run run = Program.reading(service)
                .with("design", "-f", "-", "--default-namespace", namespace, "-n", namespace + "/a");
        assertThat(run.out()).contains(namespace + "/a: designed");
    }

    @Test
    @DisplayName("ten thousand Services are designed and planned")
    void many() {
        StringBuilder services = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            services.append("---\n{apiVersion: v1, kind: Service, metadata: {name: s")
                    .append(i)
                    .append(", namespace: many}, spec: {type: LoadBalancer, ports: [{port: 80, nodePort: ")
                    .append(20_000 + i)
                    .append("}]}}\n");
        }
        Program.Run run = Program.reading(services.toString()).with("plan", "-f", "-", "-o", "json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("many/s9999");
    }
}
