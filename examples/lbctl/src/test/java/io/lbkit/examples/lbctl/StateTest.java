package io.lbkit.examples.lbctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.spi.Observation;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTest {
    @TempDir
    private Path folder;

    private String state(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @DisplayName("what apply wrote, plan finds as it should be")
    @ValueSource(strings = {"state.json", "state.yaml", "state.yml", "state"})
    void roundTrip(String name) {
        Program.run("apply", "-f", Program.CLUSTER, "--actual", state(name), "--yes");
        Program.Run plan = Program.run("plan", "-f", Program.CLUSTER, "--actual", state(name), "-o", "json");
        assertThat(plan.out()).contains("\"verdict\": \"empty\"").contains("\"steps\": []");
    }

    @Test
    @DisplayName("an observation reads back equal from JSON and YAML, and is written to the same bytes")
    void equal() throws IOException {
        for (String name : new String[] {"a.json", "a.yaml"}) {
            Program.run("apply", "-f", Program.CLUSTER, "--facts", "demo/cloud.yaml", "--actual", state(name), "--yes");
        }
        ObservationFile json = new ObservationFile(Path.of(state("a.json")), "simulated");
        ObservationFile yaml = new ObservationFile(Path.of(state("a.yaml")), "simulated");
        Observation observation = json.read(SimulatedKinds.all());
        assertThat(observation.actual().resources()).isNotEmpty();
        assertThat(yaml.read(SimulatedKinds.all())).isEqualTo(observation);
        String before = Files.readString(yaml.path());
        yaml.write(observation);
        assertThat(Files.readString(yaml.path())).isEqualTo(before);
    }

    @Test
    @DisplayName("facts stay with the cloud")
    void facts() throws IOException {
        Program.run("apply", "-f", Program.CLUSTER, "--facts", "demo/cloud.yaml", "--actual", state("s"), "--yes");
        assertThat(Files.readString(Path.of(state("s")))).contains("203.0.113.0/24");
        assertThat(Program.run("plan", "-f", Program.CLUSTER, "--actual", state("s"))
                        .out())
                .contains("No changes");
    }

    @Test
    @DisplayName("load balancers of Services that are gone go only if the input is complete, and only if selected")
    void deletion() {
        Program.run("apply", "-f", Program.CLUSTER, "--actual", state("s"), "--yes");
        String[] partial = {"plan", "-f", "-", "--actual", state("s")};
        String[] complete = {"plan", "-f", "-", "--actual", state("s"), "--complete"};
        String[] selected = {"plan", "-f", "-", "--actual", state("s"), "--complete", "-n", "infra"};
        assertThat(Program.reading("").with(partial).out()).contains("No changes");
        assertThat(Program.reading("").with(complete).out())
                .contains("infra/dns")
                .contains("shop/web");
        assertThat(Program.reading("").with(selected).out())
                .contains("infra/dns")
                .doesNotContain("shop/web");
    }

    @Test
    @DisplayName("a Service that cannot be read keeps its load balancer")
    void keepsBlocked() throws IOException {
        Program.run("apply", "-f", Program.CLUSTER, "--actual", state("s"), "--yes", "-n", "shop/web");
        String broken = Files.readString(Path.of(Program.CLUSTER))
                .replace("port: 80, targetPort: 8080, nodePort", "port: 0, nodePort");
        Program.Run run =
                Program.reading(broken).with("plan", "-f", "-", "--actual", state("s"), "--complete", "-n", "shop/web");
        assertThat(run.out()).contains("No changes").contains("Kept as they are: shop/web");
        assertThat(run.code()).isEqualTo(1);
    }
}
