package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guardrails stop, and what options allow. */
class GuardOptionsTest {
    private static final String WIDER = Program.DEMO.resolve("wider.yaml").toString();
    private static final String APPROVAL = "exposure=shop/web:203.0.113.0/24";
    private static final String FIREWALL = "simulated#firewall/shop-web-public-ipv4-95b2d45a";

    @TempDir
    private Path folder;

    private Path state;

    @BeforeEach
    void exists() {
        state = folder.resolve("state.json");
        Program.Run made =
                Program.run("apply", "-f", Program.CLUSTER, "-n", "shop/web", "--actual", state.toString(), "--yes");
        assertThat(made.code()).as(made.err()).isZero();
    }

    private String stored() throws IOException {
        return Files.readString(state);
    }

    /** A command on the cluster with the wider Service. */
    private Program.Run wider(String command, String... more) {
        return run(command, List.of("-f", Program.CLUSTER, "-f", WIDER, "-n", "shop/web"), more);
    }

    /** A command on a complete cluster without any Service. */
    private Program.Run gone(String command, String... more) {
        return run(command, List.of("-f", "-", "--complete"), more);
    }

    private Program.Run run(String command, List<String> input, String... more) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(input);
        line.addAll(List.of("--actual", state.toString()));
        line.addAll(List.of(more));
        if (command.equals("apply")) {
            line.add("--yes");
        }
        return Program.reading("").with(line.toArray(String[]::new));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("apply refuses what nobody approved, applies nothing, and says the exact approval")
    void refused() throws IOException {
        String before = stored();
        Program.Run run = wider("apply");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("Nothing was applied").contains("--approve '" + APPROVAL + "'");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("the exact approval lets it through")
    void approved() throws IOException {
        Program.Run run = wider("apply", "--approve", APPROVAL);
        assertThat(run.code()).as(run.both()).isZero();
        assertThat(run.out()).contains("approved exposure");
        assertThat(run.err()).doesNotContain("allows nothing");
        assertThat(stored()).contains("203.0.113.0/24");
    }

    @Test
    @DisplayName("a near miss allows nothing, and what was meant is said; so does one that is quite different")
    void nearMiss() throws IOException {
        String before = stored();
        Program.Run near = wider("apply", "--approve", "exposure=shop/web:203.0.113.0/25");
        assertThat(near.code()).isEqualTo(3);
        assertThat(near.err())
                .contains("--approve 'exposure=shop/web:203.0.113.0/25' allows nothing that a guardrail stops. "
                        + "Did you mean '" + APPROVAL + "'?");
        Program.Run far = wider("plan", "--approve", "address=infra/dns:x");
        assertThat(far.code()).isZero();
        assertThat(far.err()).contains("allows nothing").doesNotContain("Did you mean");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("--skip-unapproved leaves out what is stopped and is not a success")
    void skipped() throws IOException {
        Program.Run run = wider("apply", "--skip-unapproved");
        assertThat(run.code()).isEqualTo(1);
        assertThat(stored()).doesNotContain("203.0.113.0/24");
    }

    @ParameterizedTest
    @DisplayName("wrong options are usage errors that say what would be right")
    @ValueSource(
            strings = {
                "--approve exposure",
                "--approve =shop/web",
                "--approve Exposure=x",
                "--policy everything",
                "--adopt pool",
                "--budget -1",
                "--budget many",
                "--max-leaving 101",
                "--max-leaving -1"
            })
    void usage(String options) {
        Program.Run run = wider("plan", options.split(" "));
        assertThat(run.code()).as(run.err()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(options.split(" ")[0]);
    }

    @Test
    @DisplayName("an unknown policy names the known ones")
    void unknownPolicy() {
        assertThat(wider("plan", "--policy", "everything").err()).contains("sync, upsert-only, create-only, dry-run");
    }

    @Test
    @DisplayName("upsert-only deletes nothing, create-only changes nothing that exists")
    void policies() throws IOException {
        assertThat(gone("plan").out()).contains("to delete");
        assertThat(gone("plan", "--policy", "upsert-only").out()).contains("No changes");
        assertThat(wider("plan", "--policy", "upsert-only").out()).contains("1 to update");
        assertThat(wider("plan", "--policy", "create-only").out()).contains("No changes");
        String before = stored();
        assertThat(gone("apply", "--policy", "upsert-only").code()).isZero();
        assertThat(stored()).isEqualTo(before);
        assertThat(gone("apply", "--policy", "sync").code()).isZero();
        assertThat(stored()).doesNotContain("simulated#loadBalancer");
    }

    @Test
    @DisplayName("a dry run shows what sync would do, asks nobody, and does nothing")
    void dryRun() throws IOException {
        String before = stored();
        Program.Run run = wider("apply", "--policy", "dry-run", "--approve", APPROVAL);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .isEqualTo(wider("plan", "--approve", APPROVAL).out())
                .contains("1 to update");
        assertThat(run.err()).contains("Nothing was carried out: the policy is dry-run.");
        assertThat(wider("apply", "--policy", "dry-run").code()).isZero();
        assertThat(gone("apply", "--policy", "dry-run").out()).contains("to delete");
        JsonNode json = json(wider("apply", "--policy", "dry-run", "-o", "json").out());
        assertThat(json.at("/plan/steps")).hasSize(1);
        assertThat(json.at("/outcome/steps")).isEmpty();
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    @DisplayName("guardrails in JSON have the four fields, in order; approved ones are told as such")
    void jsonShape() {
        JsonNode plan = json(wider("plan", "-o", "json").out());
        assertThat(plan.get("verdict").asText()).isEqualTo("needs-approval");
        assertThat(plan.get("guardrails")).hasSize(1);
        JsonNode verdict = plan.get("guardrails").get(0);
        assertThat(verdict.fieldNames()).toIterable().containsExactly("rule", "verdict", "reason", "approve");
        assertThat(verdict.get("rule").asText()).isEqualTo("exposure");
        assertThat(verdict.get("verdict").asText()).isEqualTo("needs-approval");
        assertThat(verdict.get("reason").asText())
                .isEqualTo("shop/web would admit clients of 203.0.113.0/24; it admitted those of [198.51.100.0/24]. "
                        + "Clients that were refused until now can connect.");
        assertThat(verdict.get("approve").asText()).isEqualTo(APPROVAL);
        JsonNode approved =
                json(wider("plan", "-o", "json", "--approve", APPROVAL).out());
        assertThat(approved.get("verdict").asText()).isEqualTo("allowed");
        assertThat(approved.at("/guardrails/0/verdict").asText()).isEqualTo("approved");
        JsonNode nothing =
                json(wider("plan", "-o", "json", "--policy", "create-only").out());
        assertThat(nothing.get("verdict").asText()).isEqualTo("empty");
        assertThat(nothing.get("guardrails")).isEmpty();
    }

    @Test
    @DisplayName("--budget and --max-leaving set the limits")
    void limits() {
        assertThat(gone("plan", "--budget", "0").out()).contains("--approve 'change-budget=plan@5'");
        assertThat(gone("plan", "--budget", "5").out()).doesNotContain("Guardrails:");
        assertThat(gone("apply", "--budget", "4").code()).isEqualTo(3);
        Program.Run fewer = cutNodes();
        assertThat(fewer.out()).doesNotContain("healthy-share");
        assertThat(cutNodes("--max-leaving", "49").out())
                .contains("--approve 'healthy-share=")
                .contains("@50'");
    }

    /** The cluster without one of the two nodes that serve. */
    private Program.Run cutNodes(String... more) {
        try {
            Path cut = folder.resolve("cut.yaml");
            Files.writeString(
                    cut,
                    Files.readString(Path.of(Program.CLUSTER))
                            .replace(
                                    "{topology.kubernetes.io/zone: b}",
                                    "{topology.kubernetes.io/zone: b, "
                                            + "node.kubernetes.io/exclude-from-external-load-balancers: \"\"}"));
            return run("plan", List.of("-f", cut.toString(), "-n", "shop/web"), more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("a foreign object is taken over only if --adopt names it")
    void adopt() throws IOException {
        Files.writeString(state, stored().replaceAll("(\"cluster\": \")[^\"]*\"", "$1other\""));
        Program.Run foreign = wider("plan");
        assertThat(foreign.code()).isEqualTo(1);
        assertThat(foreign.out()).contains("LB-CLD-026").contains("Kept as they are: shop/web");
        Program.Run wrong = wider("plan", "--adopt", "simulated#firewall/nothing");
        assertThat(wrong.out()).contains("LB-CLD-031").contains("no Service designs it");
        List<String> adoptions = new ArrayList<>();
        JsonNode saved = json(stored());
        for (JsonNode resource : saved.get("resources")) {
            adoptions.add("--adopt");
            adoptions.add(
                    resource.get("kind").asText() + "/" + resource.get("name").asText());
        }
        assertThat(adoptions).contains(FIREWALL);
        adoptions.addAll(List.of("--approve", APPROVAL));
        Program.Run run = wider("apply", adoptions.toArray(String[]::new));
        assertThat(run.code()).as(run.both()).isZero();
        assertThat(stored()).doesNotContain("\"other\"").contains("203.0.113.0/24");
    }
}
